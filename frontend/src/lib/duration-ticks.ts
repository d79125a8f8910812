import { formatDuration } from './figures/format-duration.ts';
import { ticksOf } from './round-ticks.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
/** Round to a person from a minute on. */
const longSteps = [15 * second, 30 * second, ...[1, 2, 5, 10, 15, 30].map((count) => count * minute)].concat(
  [1, 2, 3, 6, 12, 24].map((count) => count * hour),
);

/** At most `most` marks after zero at round durations: decimal below a minute, then of minutes and hours. */
export function durationTicks(extentMs: number, most: number): number[] {
  if (extentMs <= minute) return ticksOf(extentMs, most);
  const step = longSteps.find((each) => extentMs / each <= most);
  if (step === undefined) return ticksOf(extentMs / day, most).map((days) => days * day);
  return Array.from({ length: Math.floor(extentMs / step) }, (_, index) => (index + 1) * step);
}

/** Marks of a logarithmic scale: one for each power of ten of a unit, more where few would fit. */
export function durationLogTicks(lowMs: number, highMs: number): number[] {
  const isShort = Math.log10(highMs / lowMs) <= 2.5;
  const small = Array.from({ length: 8 }, (_, index) => 10 ** (index - 3)).flatMap((power) =>
    (isShort ? [1, 2, 5] : [1]).map((factor) => Number((factor * power).toPrecision(6))),
  );
  const large = (isShort ? [1, 2, 5, 10, 30, 60, 120, 300, 600] : [1, 10, 60, 600]).map((count) => count * minute);
  const ticks = [...small.filter((tick) => tick < minute), ...large];
  return ticks.filter((tick) => tick >= lowMs && tick <= highMs);
}

/** `0`, `500 ms`, `2.5 s`, `30 s`, `2 m`, `1 m 30 s`, `3 h`: without the zeros of a measured value. */
export function durationTickText(ms: number): string {
  if (ms === 0) return '0';
  if (ms < second) return formatDuration(ms).text;
  if (ms < minute) return `${Number((ms / second).toPrecision(3))} s`;
  return formatDuration(ms).text.replace(/ 00 [smh]$/, '');
}
