import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CallDecision } from '../../../../shared/contract/call-decision.ts';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { getTrace } from '../../../../shared/contract/tracing.ts';
import { ApiError, api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import { useTopic } from '../../lib/realtime.ts';

const lookEveryMs = 3000;
const mostLooks = 5;

export interface StoredTrace {
  trace: TraceSummary;
  /** What the gateway decided, where the trace is of a call through it. */
  decision: CallDecision | null;
}

/** A trace that is being stored, as soon as it is: told by a push, and looked for where no push comes. */
export function useStoredTrace(traceId: string | null): StoredTrace | null {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const queryKey = ['stored-trace', projectId, traceId];
  const refresh = () => void queries.invalidateQueries({ queryKey });
  const { data } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (traceId === null ? null : await readStored(traceId, signal)),
    enabled: traceId !== null,
    // In case the push is lost: a few looks, then no more.
    refetchInterval: ({ state }) => (state.data === null && state.dataUpdateCount <= mostLooks ? lookEveryMs : false),
  });
  useTopic(tracesTopic(projectId), {
    onEvent: ({ trace }) => {
      if (trace.traceId === traceId) refresh();
    },
    onGap: refresh,
  });
  return data ?? null;
}

/** Null while it is not stored. */
async function readStored(traceId: string, signal: AbortSignal): Promise<StoredTrace | null> {
  try {
    const { trace, spans } = await api.call(getTrace, { params: { traceId }, signal });
    return { trace, decision: spans.find(({ decision }) => decision)?.decision ?? null };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}
