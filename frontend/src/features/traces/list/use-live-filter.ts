import { useMemo } from 'react';
import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { createTraceMatcher } from '../../../../../shared/trace-filter/match-trace.ts';
import { parseFilter } from '../../../../../shared/trace-filter/parse-filter.ts';
import type { ListSettings } from './list-settings.ts';
import { isInRange } from './time-range.ts';

/** Whether a trace that arrives belongs to the list. A text that only its spans can tell counts as not found. */
export type LiveFilter = (trace: TraceSummary, now: number) => boolean;

export function createLiveFilter({ q, range }: Pick<ListSettings, 'q' | 'range'>): LiveFilter {
  const parsed = parseFilter(q);
  if (!parsed.isValid) return () => false;
  const matches = createTraceMatcher(parsed.filter);
  return (trace, now) => isInRange(trace.startTime, range, now) && matches(trace) === true;
}

export function useLiveFilter({ q, range }: Pick<ListSettings, 'q' | 'range'>): LiveFilter {
  return useMemo(() => createLiveFilter({ q, range }), [q, range]);
}
