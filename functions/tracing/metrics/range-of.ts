import type { Clock } from '../../../shared/runtime/clock.ts';

const minute = 60_000;

/** The range of a query, epoch milliseconds. Without an end it ends with the minute that is under way. */
export function rangeOf(
  query: { from?: string | undefined; to?: string | undefined },
  defaultMs: number,
  clock: Clock,
) {
  const to = query.to === undefined ? Math.ceil((clock() + 1) / minute) * minute : Date.parse(query.to);
  return { from: query.from === undefined ? to - defaultMs : Date.parse(query.from), to };
}
