import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ViewRange } from '../../../../shared/contract/saved-views.ts';
import { getSession, getUser, listSessions, listUsers } from '../../../../shared/contract/trace-groups.ts';
import { listTraces } from '../../../../shared/contract/tracing.ts';
import { formatExact } from '../../../../shared/trace-filter/format-filter.ts';
import { api } from '../../lib/api.ts';
import { boundsOf } from '../traces/list/time-range.ts';
import { type GroupKind, groupOfSession, groupOfUser } from './group.ts';

interface PageParam {
  bounds: { from: string; to?: string };
  cursor: string | null;
}

const pageSize = 50;

/** Sessions or users, last used first. All pages are read from the same bounds. */
export function groupsQuery(projectId: string, kind: GroupKind, filter: { q: string; range: ViewRange }) {
  return infiniteQueryOptions({
    queryKey: ['trace-groups', projectId, kind, filter],
    queryFn: async ({ pageParam, signal }) => {
      const { bounds, cursor } = pageParam ?? { bounds: boundsOf(filter.range, Date.now()), cursor: null };
      const query = {
        limit: pageSize,
        ...bounds,
        ...(filter.q === '' ? {} : { q: filter.q }),
        ...(cursor === null ? {} : { cursor }),
      };
      const { items, ...page } = await readPage(kind, query, signal);
      return { ...page, items, bounds };
    },
    initialPageParam: null as PageParam | null,
    getNextPageParam: ({ nextCursor, bounds }): PageParam | null =>
      nextCursor === null ? null : { bounds, cursor: nextCursor },
    staleTime: 15_000,
  });
}

async function readPage(kind: GroupKind, query: { limit: number }, signal: AbortSignal) {
  if (kind === 'session') {
    const { items, ...page } = await api.call(listSessions, { query, signal });
    return { ...page, items: items.map(groupOfSession) };
  }
  const { items, ...page } = await api.call(listUsers, { query, signal });
  return { ...page, items: items.map(groupOfUser) };
}

/** All that is kept of one session or user. */
export function groupQuery(projectId: string, kind: GroupKind, id: string) {
  return queryOptions({
    queryKey: ['trace-group', projectId, kind, id],
    queryFn: async ({ signal }) =>
      kind === 'session'
        ? groupOfSession(await api.call(getSession, { params: { sessionId: id }, signal }))
        : groupOfUser(await api.call(getUser, { params: { userId: id }, signal })),
  });
}

/** Traces that a timeline shows. */
export const timelineTraces = 200;

/** The newest traces of one session or user, oldest first, and whether there are older ones. */
export function groupTracesQuery(projectId: string, kind: GroupKind, id: string) {
  return queryOptions({
    queryKey: ['trace-group-traces', projectId, kind, id],
    queryFn: ({ signal }) =>
      api.call(listTraces, {
        query: { q: formatExact(kind, id), from: new Date(0).toISOString(), limit: timelineTraces },
        signal,
      }),
    select: ({ items, nextCursor }) => ({ traces: items.toReversed(), hasMore: nextCursor !== null }),
  });
}

/** Below this key is what was said in a trace, as it is replayed. */
export const turnKey = (projectId: string, traceId: string) => ['trace-turn', projectId, traceId] as const;
