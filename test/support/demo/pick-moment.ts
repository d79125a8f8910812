import type { Random } from './create-random.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** The longest visit, so that none ends in the future. */
const longestVisit = 12 * 60_000;
/** How busy each hour of the day is, in UTC: two peaks, with lunch between them. */
const busyness = [1, 1, 1, 1, 2, 4, 9, 15, 20, 23, 21, 16, 15, 20, 23, 21, 17, 12, 9, 8, 7, 5, 3, 2];
const peak = Math.max(...busyness);

interface Range {
  until: number;
  days: number;
  /** Runs on a schedule instead: at night, on any day. */
  isNightly: boolean;
}

/** A moment of the last days, as people work: by day, and less at weekends. */
export function pickMoment(random: Random, { until, days, isNightly }: Range): number {
  // Whatever the hour is, there is something new to look at.
  if (random.chance(0.03)) return until - longestVisit - random.next() * (hour - longestVisit);
  const length = days * day - longestVisit;
  for (;;) {
    const moment = until - longestVisit - random.next() * length;
    const date = new Date(moment);
    const isWeekend = date.getUTCDay() % 6 === 0;
    const weight = isNightly ? nightly(date) : ((busyness[date.getUTCHours()] ?? 0) / peak) * (isWeekend ? 0.35 : 1);
    if (random.chance(weight)) return moment;
  }
}

/** Every night from one to two, and a small run each quarter of an hour. */
function nightly(date: Date): number {
  if (date.getUTCHours() === 1) return 1;
  return date.getUTCMinutes() % 15 === 0 ? 0.25 : 0;
}
