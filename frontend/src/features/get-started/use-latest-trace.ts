import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { listTraces } from '../../../../shared/contract/tracing.ts';
import { api } from '../../lib/api.ts';
import { useStore } from '../../lib/create-store.ts';
import { useProjectId } from '../../lib/project.ts';
import { realtime, useTopic } from '../../lib/realtime.ts';

/** While nothing is pushed, ask this often; while it should be, only in case a push was lost. */
const intervalMs = { waiting: 3000, live: 15_000 };

/** The newest trace of the project, pushed or asked for, and whether it came while the page was open. */
export function useLatestTrace() {
  const projectId = useProjectId();
  const isLive = useStore(realtime.state) === 'live';
  const [pushed, setPushed] = useState<TraceSummary | null>(null);
  const query = useQuery({
    queryKey: ['latest-trace', projectId],
    queryFn: ({ signal }) => api.call(listTraces, { query: { limit: 1 }, signal }),
    refetchInterval: isLive ? intervalMs.live : intervalMs.waiting,
    staleTime: 0,
    gcTime: 0,
  });
  useTopic(tracesTopic(projectId), {
    onEvent: ({ trace }) => setPushed((old) => newerTrace(old, trace)),
    onGap: () => void query.refetch(),
  });
  const first = useFirst(query.data);
  const trace = newerTrace(query.data?.items[0] ?? null, pushed);
  // By id, not by time: the clock of this computer may be wrong.
  const isNew =
    trace !== null && (first !== undefined || pushed !== null) && trace.traceId !== first?.items[0]?.traceId;
  return { query, trace, isNew };
}

/** The first value that was there. */
function useFirst<T>(value: T | undefined): T | undefined {
  const [first, setFirst] = useState(value);
  if (first === undefined && value !== undefined) setFirst(value);
  return first;
}

/** The one that started later; of two states of the same trace, the second. */
export function newerTrace(a: TraceSummary | null, b: TraceSummary | null): TraceSummary | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(b.startTime) >= Date.parse(a.startTime) ? b : a;
}
