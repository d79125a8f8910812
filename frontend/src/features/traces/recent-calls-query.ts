import { queryOptions } from '@tanstack/react-query';
import { listTraces } from '../../../../shared/contract/tracing.ts';
import { api } from '../../lib/api.ts';

/** How many traces figures of real use are taken from: one page. */
export const recentCallsRead = 200;

/** The newest traces, for figures that say that they are a sample. */
export function recentCallsQuery(projectId: string) {
  return queryOptions({
    queryKey: ['recent-calls', projectId],
    queryFn: ({ signal }) => api.call(listTraces, { query: { limit: recentCallsRead }, signal }),
    select: ({ items }) => items,
    staleTime: 30_000,
  });
}
