import type { Heatmap, LatencyMeasure } from '../../../../shared/contract/trace-metrics.ts';
import { formatQuantity } from '../../../../shared/trace-filter/quantity.ts';

const field = { trace: 'latency', call: 'latency', firstToken: 'ttft' } as const;

/** The filter for the traces of a row. Of calls the list knows no latency: their traces took at least as long. */
export function latencyFilter(measure: LatencyMeasure, { fromMs, toMs }: Heatmap['rows'][number]): string {
  const bound = (ms: number) => formatQuantity(field[measure], Math.round(ms * 1000) / 1000);
  const above = `${field[measure]}>${bound(fromMs)}`;
  return measure === 'call' ? above : `${above} ${field[measure]}<=${bound(toMs)}`;
}
