import { compact, oneOf, textOf } from '../../lib/read-search.ts';
import { parseViewerSearch } from '../traces/viewer/viewer-search.ts';

export const liveStates = ['running', 'slow', 'failed'] as const;
export type LiveStateFilter = (typeof liveStates)[number];

/** What the monitor shows, and what of the trace that is open beside it. What is malformed drops out. */
export function parseLiveSearch(search: Record<string, unknown>) {
  return compact({
    q: textOf(search['q']),
    state: oneOf(search['state'], liveStates),
    order: oneOf(search['order'], ['running']),
    /** Milliseconds above which a call is slow. */
    slow: millisecondsOf(search['slow']),
    trace: textOf(search['trace']),
    ...parseViewerSearch(search),
  });
}
export type LiveSearch = ReturnType<typeof parseLiveSearch>;

function millisecondsOf(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isFinite(number) && number > 0 && number <= 900_000 ? Math.round(number) : undefined;
}
