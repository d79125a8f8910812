import { infiniteQueryOptions } from '@tanstack/react-query';
import { listKeys } from '../../../../shared/contract/keys.ts';
import { api } from '../../lib/api.ts';

export function keysQuery(projectId: string) {
  return infiniteQueryOptions({
    queryKey: ['keys', projectId],
    queryFn: ({ signal, pageParam }) =>
      api.call(listKeys, { query: { limit: 200, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}
