import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { listReplays, previewReplay, type Replay } from '../../../../shared/contract/replays.ts';
import { api } from '../../lib/api.ts';
import { isRunning } from './replay-progress.ts';

/** While one runs; what has ended does not change. */
const refetchMilliseconds = 2_000;

export function replaysQuery(projectId: string) {
  return infiniteQueryOptions({
    queryKey: ['replays', projectId],
    queryFn: ({ signal, pageParam }) =>
      api.call(listReplays, { query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data): Replay[] => data.pages.flatMap((page) => page.items),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isRunning)) ? refetchMilliseconds : false,
  });
}

export interface ReplayRange {
  from: string;
  to: string;
}

/** What is archived of a range; without one nothing is asked. */
export function replayPreviewQuery(projectId: string, range: ReplayRange | null) {
  return queryOptions({
    queryKey: ['replay-preview', projectId, range],
    queryFn: ({ signal }) => api.call(previewReplay, { query: range ?? { from: '', to: '' }, signal }),
    enabled: range !== null,
    retry: false,
  });
}
