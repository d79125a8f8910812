import { maxCacheTtlSeconds } from '../../../../shared/contract/response-cache.ts';

const units = [
  { seconds: 86_400, name: 'day' },
  { seconds: 3600, name: 'hour' },
  { seconds: 60, name: 'minute' },
] as const;

/** What so many seconds are, beside a field that takes seconds: `2 days; at most 30 days.` */
export function lifeWords(seconds: number | undefined): string {
  const most = `at most ${spanWords(maxCacheTtlSeconds)}.`;
  if (seconds === undefined || !Number.isInteger(seconds) || seconds < 1) return `A${most.slice(1)}`;
  return `${spanWords(seconds)}; ${most}`;
}

/** In the largest unit that holds it exactly. */
function spanWords(seconds: number): string {
  const unit = units.find((each) => seconds % each.seconds === 0) ?? { seconds: 1, name: 'second' };
  const count = seconds / unit.seconds;
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
