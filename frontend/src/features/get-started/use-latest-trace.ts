import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { listTraces } from '../../../../shared/contract/tracing.ts';
import { api } from '../../lib/api.ts';
import { useStore } from '../../lib/create-store.ts';
import { useProjectId } from '../../lib/project.ts';
import { realtime, useTopic } from '../../lib/realtime.ts';

/** While nothing is pushed, ask this often. */
const fallbackIntervalMs = 5000;

/** The newest trace of the project and whether it came while the page was open: pushed, or asked for without a push. */
export function useLatestTrace() {
  const projectId = useProjectId();
  const isLive = useStore(realtime.state) === 'live';
  const [openedAt] = useState(() => Date.now());
  const [pushed, setPushed] = useState<TraceSummary | null>(null);
  const query = useQuery({
    queryKey: ['latest-trace', projectId],
    queryFn: ({ signal }) => api.call(listTraces, { query: { limit: 1 }, signal }),
    refetchInterval: isLive ? false : fallbackIntervalMs,
    staleTime: 0,
  });
  useTopic(tracesTopic(projectId), {
    onEvent: ({ trace }) => setPushed((old) => newerTrace(old, trace)),
    onGap: () => void query.refetch(),
  });
  const trace = newerTrace(pushed, query.data?.items[0] ?? null);
  return { query, trace, isNew: trace !== null && Date.parse(trace.startTime) >= openedAt };
}

/** The one that started later; of two states of the same trace, the second. */
export function newerTrace(a: TraceSummary | null, b: TraceSummary | null): TraceSummary | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(b.startTime) >= Date.parse(a.startTime) ? b : a;
}
