import { maxReplayDays } from '../../../shared/contract/replays.ts';
import { ValidationError } from '../../../shared/http/errors.ts';
import { millisecondsPerHour } from '../raw/raw-key.ts';

export interface HourRange {
  /** Epoch milliseconds, whole hours. */
  from: number;
  to: number;
}

/** The hours of a range; those that have not begun are left out, for nothing was accepted in them. */
export function toHours(
  { from, to }: { from: string; to: string },
  now: number,
  part: 'body' | 'query' = 'body',
): HourRange {
  const first = Math.floor(Date.parse(from) / millisecondsPerHour) * millisecondsPerHour;
  const end = Math.ceil(Math.min(Date.parse(to), now + 1) / millisecondsPerHour) * millisecondsPerHour;
  if (end > first) return { from: first, to: end };
  throw new ValidationError([{ field: `${part}.from`, message: 'must be in the past: nothing was accepted then' }]);
}

/** For queries, whose schemas cannot compare their fields. */
export function assertRange({ from, to }: { from: string; to: string }): void {
  const length = Date.parse(to) - Date.parse(from);
  if (length <= 0) throw new ValidationError([{ field: 'query.to', message: 'must be after from' }]);
  if (length > maxReplayDays * 86_400_000) {
    throw new ValidationError([{ field: 'query.to', message: `must be at most ${maxReplayDays} days after from` }]);
  }
}
