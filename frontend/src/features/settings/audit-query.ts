import { infiniteQueryOptions } from '@tanstack/react-query';
import { listAuditEntries } from '../../../../shared/contract/audit.ts';
import { api } from '../../lib/api.ts';

export function auditQuery(projectId: string) {
  return infiniteQueryOptions({
    queryKey: ['audit', projectId],
    queryFn: ({ signal, pageParam }) =>
      api.call(listAuditEntries, {
        query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}
