const hour = 3_600_000;

/**
 * Gives the start of the day that a UTC hour belongs to in a time zone: the first whole UTC hour of it, because hours are what is
 * counted. In a zone that is half an hour off, half an hour goes to the day before.
 */
export function createZonedDay(timeZone: string): (hourStart: number) => number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...({ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const),
  });
  const known = new Map<string, number>();

  function wallClock(at: number) {
    const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour: hours = 0, minute = 0 } = of;
    return { date: Date.UTC(year, month - 1, day), time: Date.UTC(year, month - 1, day, hours, minute) };
  }

  return (hourStart) => {
    const { date } = wallClock(hourStart);
    const id = String(date);
    const found = known.get(id);
    if (found !== undefined) return found;
    let start = hourStart;
    // At most 25 steps back; a day of a zone has no simpler rule than its own clock.
    while (wallClock(start - hour).date === date) start -= hour;
    known.set(id, start);
    return start;
  };
}
