import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { listTraces } from '../../../../shared/contract/tracing.ts';
import { api } from '../../lib/api.ts';
import { createStore, useStore } from '../../lib/create-store.ts';
import { useProjectId } from '../../lib/project.ts';
import { useTopic } from '../../lib/realtime.ts';
import { matchesFilters, mergeWaiting, type TracePage, withTrace } from './live-list.ts';
import { rangeStart, type TracesSearch } from './traces-search.ts';

/** Rows in a page: about three screens. */
const pageSize = 100;

/** All pages of a list are read from one start of the time range, so that a cursor stays valid. */
interface PageParam {
  from: string;
  cursor: string | null;
}

export type TraceFilters = Pick<TracesSearch, 'model' | 'status' | 'range'>;

/** The list that the filters describe, newest first, kept current by live events. */
export function useTraces(filters: TraceFilters) {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const queryKey = ['traces', projectId, filters];
  const listId = JSON.stringify(queryKey);
  // Outside React's state: several events may arrive between two renderings.
  const [held] = useState(() => createStore<{ listId: string; traces: TraceSummary[] }>({ listId, traces: [] }));
  useStore(held);
  const waitingNow = () => (held.get().listId === listId ? held.get().traces : []);
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      readPage(filters, pageParam ?? { from: rangeStart(filters.range, Date.now()), cursor: null }, signal),
    initialPageParam: null as PageParam | null,
    getNextPageParam: (page): PageParam | null =>
      page.nextCursor === null ? null : { from: page.from, cursor: page.nextCursor },
    // Live events keep it current, and a refetch would move rows.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
  });

  type Data = InfiniteData<TracePage & { from: string }, PageParam | null>;
  const store = (list: { pages: TracePage[]; waiting: TraceSummary[] }) => {
    queries.setQueryData<Data>(queryKey, (old) => (old ? { ...old, pages: list.pages as Data['pages'] } : old));
    held.set({ listId, traces: list.waiting });
  };
  const receive = (traces: readonly TraceSummary[]) => {
    const data = queries.getQueryData<Data>(queryKey);
    const fitting = traces.filter((trace) => matchesFilters(trace, filters, Date.now()));
    if (data && fitting.length > 0) store(fitting.reduce(withTrace, { pages: data.pages, waiting: waitingNow() }));
  };
  /** Reads what was missed. If that is more than a page, the list starts anew rather than with a hole. */
  const catchUp = async () => {
    const { items } = await readPage(filters, { from: rangeStart(filters.range, Date.now()), cursor: null });
    const shown = new Set(tracesOf(queries.getQueryData<Data>(queryKey)).map(({ traceId }) => traceId));
    const meets = items.length < pageSize || items.some(({ traceId }) => shown.has(traceId));
    if (meets) receive(items);
    else await queries.resetQueries({ queryKey });
  };
  useTopic(tracesTopic(projectId), {
    onEvent: ({ trace }) => receive([trace]),
    // The live dot says that the connection was lost; a failed attempt to catch up is repeated with the next one.
    onGap: () => void catchUp().catch(() => undefined),
  });
  const traces = query.data ? tracesOf(query.data) : null;
  const waiting = waitingNow();
  return {
    ...query,
    traces,
    // A refetch may have brought some of them in.
    waitingCount: waiting.filter(({ traceId }) => !traces?.some((trace) => trace.traceId === traceId)).length,
    showWaiting: () => {
      const pages = queries.getQueryData<Data>(queryKey)?.pages;
      if (pages) store(mergeWaiting({ pages, waiting: waitingNow() }));
    },
  };
}

const tracesOf = (data: { pages: TracePage[] } | undefined) => data?.pages.flatMap(({ items }) => items) ?? [];

async function readPage({ model, status }: TraceFilters, { from, cursor }: PageParam, signal?: AbortSignal) {
  const query = {
    limit: pageSize,
    from,
    ...(cursor === null ? {} : { cursor }),
    ...(model === undefined ? {} : { model }),
    ...(status === undefined ? {} : { status }),
  };
  return { ...(await api.call(listTraces, { query, ...(signal ? { signal } : {}) })), from };
}
