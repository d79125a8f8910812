import { searchedTime } from '../../../shared/storage/trace-list.ts';
import type { TraceRepository } from '../../../shared/storage/trace-repository.ts';
import type { FilterableTrace } from '../../../shared/trace-filter/trace-values.ts';
import type { TraceRange } from './trace-range.ts';

export interface CountBounds {
  maxTraces: number;
  maxMilliseconds: number;
}

/** How far counting came. */
export interface Counted {
  countedTraces: number;
  isComplete: boolean;
  /** RFC 3339 */
  countedTo: string;
}

/** What counting looks at: everything that filters do, but for the previews, which are the larger part of a summary. */
const attributes = [
  ...['name', 'status', 'models', 'providers', 'types', 'service', 'environment', 'release', 'sessionId', 'userId'],
  ...['keyIds', 'tags', 'prompts', 'errorTypes', 'metadata', 'scores'],
  ...['costNanoUsd', 'totalTokens', 'durationMs', 'timeToFirstTokenMs'],
];
const maxQueries = 400;

/** Shows the fitting traces, newest first, to `count`, as many as the bounds allow. */
export async function countTraces(
  { filter, from, to }: TraceRange,
  projectId: string,
  bounds: CountBounds,
  count: (trace: FilterableTrace) => void,
  { traces }: { traces: Pick<TraceRepository, 'search'> },
): Promise<Counted> {
  const { steps } = traces.search({
    projectId,
    from,
    to,
    filter,
    attributes,
    bounds: { maxQueries, maxMilliseconds: bounds.maxMilliseconds },
  });
  const counted = { countedTraces: 0, isComplete: true, countedTo: new Date(from).toISOString() };
  for await (const { rows, position, isDone } of steps) {
    const taken = rows.slice(0, bounds.maxTraces - counted.countedTraces);
    for (const { item } of taken) count(item);
    const isCut = taken.length < rows.length;
    counted.countedTraces += taken.length;
    counted.isComplete = isDone && !isCut;
    counted.countedTo = searchedTime(isCut ? (taken.at(-1)?.sortKey ?? position) : position);
    if (counted.countedTraces === bounds.maxTraces) break;
  }
  return counted;
}
