import { getReleaseRegressions } from '../../../shared/contract/release-regressions.ts';
import { getTraceHeatmap, getTraceMetrics } from '../../../shared/contract/trace-metrics.ts';
import type { Api } from '../../../shared/http/create-api.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import { answerHeatmap } from './answer-heatmap.ts';
import { answerMetrics } from './answer-metrics.ts';
import { answerRegressions } from './answer-regressions.ts';
import type { Rollups } from './read-rollups.ts';

export interface MetricsPorts {
  rollups: Rollups;
  clock: Clock;
}

/** What dashboards show, from the rollups alone. */
export function serveMetrics({ serve }: Pick<Api, 'serve'>, ports: MetricsPorts): void {
  serve(getTraceMetrics, (call) => answerMetrics(call, ports));
  serve(getTraceHeatmap, (call) => answerHeatmap(call, ports));
  serve(getReleaseRegressions, (call) => answerRegressions(call, ports));
}
