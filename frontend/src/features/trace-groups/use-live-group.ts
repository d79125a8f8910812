import { useQueryClient } from '@tanstack/react-query';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { useProjectId } from '../../lib/project.ts';
import { useTopic } from '../../lib/realtime.ts';
import { useGathered } from '../traces/list/use-gathered.ts';
import type { GroupKind } from './group.ts';
import { groupQuery, groupTracesQuery, turnKey } from './groups-query.ts';

/** What happens within is read again at once, together: a turn of an agent is told of many times. */
const gatherMs = 1_000;

/** Keeps one session or user current: what is said now appears, and what is deleted leaves the screen. */
export function useLiveGroup(kind: GroupKind, id: string): void {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const [group, traces] = [groupQuery(projectId, kind, id), groupTracesQuery(projectId, kind, id)];
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: group.queryKey });
    void queries.invalidateQueries({ queryKey: traces.queryKey });
  };
  const refreshSoon = useGathered<TraceSummary | null>((changed) => {
    for (const trace of changed)
      if (trace) void queries.invalidateQueries({ queryKey: turnKey(projectId, trace.traceId) });
    refresh();
  }, gatherMs);
  useTopic(tracesTopic(projectId), {
    onEvent: ({ trace }) => {
      if ((kind === 'session' ? trace.sessionId : trace.userId) === id) refreshSoon(trace);
    },
    onDeleted: (traceId) => {
      const known = queries.getQueryData(traces.queryKey);
      if (!known?.items.some((trace) => trace.traceId === traceId)) return;
      const items = known.items.filter((trace) => trace.traceId !== traceId);
      queries.setQueryData(traces.queryKey, { ...known, items });
      queries.removeQueries({ queryKey: turnKey(projectId, traceId) });
      refreshSoon(null);
    },
    onGap: refresh,
  });
}
