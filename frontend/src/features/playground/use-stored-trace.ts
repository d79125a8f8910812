import { useQuery, useQueryClient } from '@tanstack/react-query';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { getTrace } from '../../../../shared/contract/tracing.ts';
import { ApiError, api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import { useTopic } from '../../lib/realtime.ts';

const lookEveryMs = 3000;
const mostLooks = 5;

/** The summary of a trace that is being stored, as soon as it is: pushed, and looked for where no push comes. */
export function useStoredTrace(traceId: string | null): TraceSummary | null {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const queryKey = ['trace-summary', projectId, traceId];
  const { data } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (traceId === null ? null : await readSummary(traceId, signal)),
    enabled: traceId !== null,
    // In case the push is lost: a few looks, then no more.
    refetchInterval: ({ state }) => (state.data === null && state.dataUpdateCount <= mostLooks ? lookEveryMs : false),
  });
  useTopic(tracesTopic(projectId), {
    onEvent: ({ trace }) => {
      if (trace.traceId === traceId) queries.setQueryData(queryKey, trace);
    },
    onGap: () => {
      if (traceId !== null) void queries.invalidateQueries({ queryKey });
    },
  });
  return data ?? null;
}

/** Null while it is not stored. */
async function readSummary(traceId: string, signal: AbortSignal): Promise<TraceSummary | null> {
  try {
    return (await api.call(getTrace, { params: { traceId }, signal })).trace;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}
