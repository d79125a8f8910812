import { formatDuration } from '../../../lib/figures/format-duration.ts';
import { ticksOf } from '../../../lib/round-ticks.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Beyond seconds, tens are not round: 50 s, 100 s would read "50 s, 1 m 40 s". */
const longSteps = [
  ...[10, 15, 20, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 15, 20, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hour),
  ...[1, 2, 5, 10, 20, 50, 100].map((days) => days * day),
];

/** The distance of at most `most` round marks in so many milliseconds; 0 if there are none. */
export function timeStep(lengthMs: number, most: number): number {
  if (lengthMs <= most * 5 * second) return ticksOf(lengthMs, most)[0] ?? 0;
  return longSteps.find((step) => lengthMs / step <= most) ?? ticksOf(lengthMs, most)[0] ?? 0;
}

/** `10 s` rather than `10.0 s`, `1 m` rather than `1 m 00 s`: a mark is exact. */
export function tickText(ms: number): string {
  return formatDuration(ms)
    .text.replace(/\.(\d*?)0+ /, (_, digits: string) => (digits === '' ? ' ' : `.${digits} `))
    .replace(/ 00 [smh]$/, '');
}
