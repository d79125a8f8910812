import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getTraceFacets } from '../../../../../shared/contract/trace-queries.ts';
import { api } from '../../../lib/api.ts';
import type { ListSettings } from './list-settings.ts';
import { boundsOf } from './time-range.ts';

export const facetsKey = 'trace-facets';

/** How often each value occurs among the traces of the list. */
export function facetsQuery(projectId: string, { q, range }: Pick<ListSettings, 'q' | 'range'>) {
  return queryOptions({
    queryKey: [facetsKey, projectId, { q, range }],
    queryFn: ({ signal }) =>
      api.call(getTraceFacets, {
        query: { ...boundsOf(range, Date.now()), ...(q.trim() === '' ? {} : { q }) },
        signal,
      }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  });
}
