import type { TraceMetrics } from '../../../../shared/contract/trace-metrics.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { simulatedCostText, simulatedOfTotals } from '../../lib/figures/simulated.ts';

/** What stands beside the title of a chart: its own note, and how much of what it shows is simulated. */
export function simulatedNotes({ total }: TraceMetrics) {
  const noted = (text: string, part: string | null) => (part === null ? text : `${text} · ${part}`);
  const word = (by: 'traces' | 'calls') => {
    const [simulated, all] =
      by === 'traces' ? [total.simulatedTraceCount, total.traceCount] : [total.simulatedCallCount, total.callCount];
    if (!simulated || !all) return null;
    return simulated >= all
      ? 'all simulated'
      : `${formatCount(simulated).exact} of ${formatCount(all).exact} simulated`;
  };
  return {
    traces: (text: string) => noted(text, word('traces')),
    calls: (text: string) => noted(text, word('calls')),
    cost: (text: string) => noted(text, simulatedCostText(simulatedOfTotals(total, 'calls'))),
  };
}
