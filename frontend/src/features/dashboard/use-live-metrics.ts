import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { tracesTopic } from '../../../../shared/contract/realtime.ts';
import { useProjectId } from '../../lib/project.ts';
import { useTopic } from '../../lib/realtime.ts';
import { metricsKey } from './metrics-query.ts';

/** Rollups follow traces by about a second; more often than this nobody could read it. */
const refreshMs = 5_000;

/** Reads the metrics again while traces change, at most every five seconds, and not in a tab that nobody sees. */
export function useLiveMetrics(isLive: boolean): void {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const refresh = () => {
    if (!isLive || timer.current !== null) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      if (document.visibilityState === 'visible') void queries.invalidateQueries({ queryKey: metricsKey(projectId) });
    }, refreshMs);
  };
  useTopic(tracesTopic(projectId), { onEvent: refresh, onGap: refresh });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
}
