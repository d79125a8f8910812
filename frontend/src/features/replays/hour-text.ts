const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

const hourFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** A range of hours in the browser's zone: `10 Mar, 14:00 – 18:00`, or with both days. */
export function rangeText({ from, to }: { from: string; to: string }): string {
  const [start, end] = [new Date(from), new Date(to)];
  const isWithinDay = start.toDateString() === end.toDateString();
  return `${format.format(start)} – ${(isWithinDay ? hourFormat : format).format(end)}`;
}

/** As a field of local time wants it: `2026-03-10T14:00`. */
export function toLocalField(time: number): string {
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Null for what is no time. */
export function fromLocalField(text: string): string | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
