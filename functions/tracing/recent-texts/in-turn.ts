const perMinute = 60_000;
/** Multiples of it, without their whole part, lie as far apart as numbers can, however many there are. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Each minute another one is first, and far from those of the minutes before, so that none is left without time for long. */
export function inTurn(projects: readonly string[], now: number): string[] {
  const place = (Math.floor(now / perMinute) * goldenRatio) % 1;
  const first = Math.floor(place * projects.length);
  return [...projects.slice(first), ...projects.slice(0, first)];
}
