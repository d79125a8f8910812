import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { listTraces } from '../../../../shared/contract/tracing.ts';
import { api } from '../../lib/api.ts';
import { createStore, useStore } from '../../lib/create-store.ts';
import { useProjectId } from '../../lib/project.ts';
import { useTopic } from '../../lib/realtime.ts';
import type { ListSettings } from './list/list-settings.ts';
import { refreshFacetsSoon } from './list/refresh-facets.ts';
import { boundsOf } from './list/time-range.ts';
import { useGathered } from './list/use-gathered.ts';
import { useLiveFilter } from './list/use-live-filter.ts';
import { mergeWaiting, type TracePage, withTrace } from './live-list.ts';

/** Rows in a page: about three screens. */
const pageSize = 100;
/** Events that arrive together are drawn together. */
const gatherMs = 200;

/** All pages of a list are read from the same bounds, so that a cursor stays valid. */
interface PageParam {
  bounds: { from: string; to?: string };
  cursor: string | null;
}

export type TraceFilters = Pick<ListSettings, 'q' | 'range'>;

/** The list that the settings describe, newest first, kept current by live events. */
export function useTraces({ q, range }: TraceFilters) {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const queryKey = ['traces', projectId, { q, range }];
  const listId = JSON.stringify(queryKey);
  // Outside React's state: several events may arrive between two renderings.
  const [held] = useState(() => createStore<{ listId: string; traces: TraceSummary[] }>({ listId, traces: [] }));
  useStore(held);
  // What was gathered before may be told after it was deleted.
  const [gone] = useState(() => new Set<string>());
  const waitingNow = () => (held.get().listId === listId ? held.get().traces : []);
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      readPage(q, pageParam ?? { bounds: boundsOf(range, Date.now()), cursor: null }, signal),
    initialPageParam: null as PageParam | null,
    getNextPageParam: (page): PageParam | null =>
      page.nextCursor === null ? null : { bounds: page.bounds, cursor: page.nextCursor },
    // Live events keep it current, and a refetch would move rows.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
  });

  type Data = InfiniteData<Awaited<ReturnType<typeof readPage>>, PageParam | null>;
  const store = (list: { pages: TracePage[]; waiting: TraceSummary[] }) => {
    queries.setQueryData<Data>(queryKey, (old) => (old ? { ...old, pages: list.pages as Data['pages'] } : old));
    held.set({ listId, traces: list.waiting });
  };
  const fits = useLiveFilter({ q, range });
  const receive = (traces: readonly TraceSummary[]) => {
    const data = queries.getQueryData<Data>(queryKey);
    const fitting = traces.filter((trace) => !gone.has(trace.traceId) && fits(trace, Date.now()));
    if (data && fitting.length > 0) store(fitting.reduce(withTrace, { pages: data.pages, waiting: waitingNow() }));
  };
  /** Reads what was missed. If that is more than a page, the list starts anew rather than with a hole. */
  const catchUp = async () => {
    const { items, nextCursor } = await readPage(q, { bounds: boundsOf(range, Date.now()), cursor: null });
    const shown = new Set(tracesOf(queries.getQueryData<Data>(queryKey)).map(({ traceId }) => traceId));
    const meets = nextCursor === null || items.some(({ traceId }) => shown.has(traceId));
    if (meets) receive(items);
    else await queries.resetQueries({ queryKey });
  };
  const remove = (ids: ReadonlySet<string>) => {
    const pages = queries.getQueryData<Data>(queryKey)?.pages ?? [];
    const keep = (items: TraceSummary[]) => items.filter(({ traceId }) => !ids.has(traceId));
    store({ pages: pages.map((page) => ({ ...page, items: keep(page.items) })), waiting: keep(waitingNow()) });
    refreshFacetsSoon(queries);
  };
  const gather = useGathered(receive, gatherMs);
  useTopic(tracesTopic(projectId), {
    onEvent: ({ trace }) => gather(trace),
    onDeleted: (traceId) => {
      gone.add(traceId);
      remove(new Set([traceId]));
    },
    // The live dot says that the connection was lost; a failed attempt to catch up is repeated with the next one.
    onGap: () => void catchUp().catch(() => undefined),
  });
  const { data } = query;
  const traces = useMemo(() => (data ? tracesOf(data) : null), [data]);
  const waiting = waitingNow();
  const shownIds = useMemo(() => new Set(traces?.map(({ traceId }) => traceId)), [traces]);
  return {
    ...query,
    listId,
    traces,
    progress: progressOf(data?.pages ?? []),
    // A refetch may have brought some of them in.
    waitingCount: waiting.filter(({ traceId }) => !shownIds.has(traceId)).length,
    showWaiting: () => {
      const pages = queries.getQueryData<Data>(queryKey)?.pages;
      if (pages) store(mergeWaiting({ pages, waiting: waitingNow() }));
    },
    /** Takes traces out of the list that are being deleted. */
    remove,
    /** Takes in what was changed here. */
    change: (traceId: string, part: Partial<TraceSummary>) => {
      const pages = queries.getQueryData<Data>(queryKey)?.pages ?? [];
      const changed = (items: TraceSummary[]) =>
        items.map((trace) => (trace.traceId === traceId ? { ...trace, ...part } : trace));
      store({ pages: pages.map((page) => ({ ...page, items: changed(page.items) })), waiting: waitingNow() });
      refreshFacetsSoon(queries);
    },
  };
}

export type TraceList = ReturnType<typeof useTraces>;

const tracesOf = (data: { pages: TracePage[] } | undefined) => data?.pages.flatMap(({ items }) => items) ?? [];

export interface SearchProgress {
  /** Every trace that started since was looked at. */
  searchedTo: string;
  searchedCount: number;
}

function progressOf(pages: readonly Partial<SearchProgress>[]): SearchProgress | null {
  const searchedTo = pages.at(-1)?.searchedTo;
  if (searchedTo === undefined) return null;
  return { searchedTo, searchedCount: pages.reduce((sum, { searchedCount = 0 }) => sum + searchedCount, 0) };
}

async function readPage(q: string, { bounds, cursor }: PageParam, signal?: AbortSignal) {
  const query = {
    limit: pageSize,
    ...bounds,
    ...(cursor === null ? {} : { cursor }),
    ...(q.trim() === '' ? {} : { q }),
  };
  return { ...(await api.call(listTraces, { query, ...(signal ? { signal } : {}) })), bounds };
}
