import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import { getTrace } from '../../../../shared/contract/tracing.ts';
import { ApiError, api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';
import { useTopic } from '../../lib/realtime.ts';

/** A call's trace is stored within two seconds of its last byte; after this, it is taken for missing. */
const patienceMs = 15_000;
const lookEveryMs = 3000;

/** A trace and its spans, read again whenever a live event says that it has grown. */
export function useTrace(traceId: string) {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const queryKey = ['trace', projectId, traceId];
  const isOverdue = useElapsed(patienceMs, traceId);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.call(getTrace, { params: { traceId }, signal }),
    // In case the push is lost while the trace is awaited.
    refetchInterval: ({ state }) => (isNotFound(state.error) && !state.data && !isOverdue ? lookEveryMs : false),
  });
  const refresh = () => void queries.invalidateQueries({ queryKey });
  useTopic(tracesTopic(projectId), {
    onEvent: ({ trace }) => {
      if (trace.traceId === traceId) refresh();
    },
    onGap: refresh,
  });
  const isMissing = isNotFound(query.error) && !query.data;
  return { ...query, state: stateOf(isMissing, isOverdue) };
}

const isNotFound = (error: unknown) => error instanceof ApiError && error.status === 404;

/** `awaited`: not stored yet, as right after the call; it appears by itself. */
function stateOf(isMissing: boolean, isOverdue: boolean): 'usual' | 'awaited' | 'missing' {
  if (!isMissing) return 'usual';
  return isOverdue ? 'missing' : 'awaited';
}

function useElapsed(ms: number, since: string): boolean {
  const [elapsed, setElapsed] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(since), ms);
    return () => clearTimeout(timer);
  }, [ms, since]);
  return elapsed === since;
}
