import type { MetricSeries } from '../../../../shared/contract/trace-metrics.ts';
import type { ChartSeries } from '../../ui/charts/chart-types.ts';
import { pointsOf } from './points-of.ts';

/** Real and simulated money above each other; one of them alone keeps its colour. */
export function costSeries(all: MetricSeries | undefined): ChartSeries[] {
  const parts = [
    {
      ...{ id: 'cost', label: 'Real', color: 'var(--series-3)' },
      points: pointsOf(all, (bucket) => bucket.costNanoUsd && bucket.costNanoUsd - bucket.simulatedCostNanoUsd),
    },
    {
      ...{ id: 'simulated', label: 'Simulated', color: 'var(--series-5)' },
      points: pointsOf(all, ({ costNanoUsd, simulatedCostNanoUsd }) => costNanoUsd && simulatedCostNanoUsd),
    },
  ];
  const shown = parts.filter(({ id, points }) => id === 'cost' || points.some(({ value }) => (value ?? 0) > 0));
  const hasReal = parts[0]?.points.some(({ value }) => (value ?? 0) > 0);
  return shown.length === 2 && !hasReal ? shown.slice(1) : shown;
}
