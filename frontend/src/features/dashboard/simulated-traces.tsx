import type { MetricTotals } from '../../../../shared/contract/trace-metrics.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { simulatedOfTotals } from '../../lib/figures/simulated.ts';
import { Badge } from '../../ui/status.tsx';

/** Says of a whole screen how many of its traces nobody ran; nothing where all were. */
export function SimulatedTraces({ total }: { total: MetricTotals }) {
  const { part } = simulatedOfTotals(total, 'traces');
  if (part === 'none') return null;
  const [simulated, all] = [total.simulatedTraceCount ?? 0, total.traceCount ?? 0];
  const isAll = simulated >= all;
  return (
    <Badge tone="info" tip="Made up, by the sandbox or by their senders. Latencies, errors and costs count them, too.">
      {isAll ? 'all traces simulated' : `${formatCount(simulated).exact} of ${formatCount(all).exact} traces simulated`}
    </Badge>
  );
}
