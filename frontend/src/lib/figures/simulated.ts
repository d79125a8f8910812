import type { TraceSummary } from '../../../../shared/contract/span.ts';
import type { MetricTotals, SimulatedPart } from '../../../../shared/contract/trace-metrics.ts';
import { formatMoney } from './format-money.ts';

/** How much of a figure nobody ran. */
export interface Simulated {
  part: SimulatedPart;
  /** What of its cost nobody is charged for. */
  nanoUsd: number;
}

interface Counted {
  simulatedCount: number;
  count: number;
  simulatedNanoUsd: number;
  /** Null if it is not known. */
  nanoUsd: number | null;
}

export function simulatedOf({ simulatedCount, count, simulatedNanoUsd, nanoUsd }: Counted): Simulated {
  if (simulatedCount === 0) return { part: 'none', nanoUsd: 0 };
  const isAll = simulatedCount >= count && simulatedNanoUsd >= (nanoUsd ?? 0);
  return { part: isAll ? 'all' : 'some', nanoUsd: simulatedNanoUsd };
}

export function simulatedOfTrace({ isSimulated, costNanoUsd, simulatedCostNanoUsd }: TraceSummary): Simulated {
  return simulatedOf({
    ...{ simulatedCount: isSimulated ? 1 : 0, count: 1 },
    ...{ simulatedNanoUsd: simulatedCostNanoUsd, nanoUsd: costNanoUsd },
  });
}

/** Of metrics, by the traces or by the calls that they count. */
export function simulatedOfTotals(total: MetricTotals, by: 'traces' | 'calls'): Simulated {
  const [count, simulatedCount] =
    by === 'traces' ? [total.traceCount, total.simulatedTraceCount] : [total.callCount, total.simulatedCallCount];
  return simulatedOf({
    ...{ count: count ?? 0, simulatedCount: simulatedCount ?? 0 },
    ...{ simulatedNanoUsd: total.simulatedCostNanoUsd, nanoUsd: total.costNanoUsd },
  });
}

/** Of money that was spent. */
export function simulatedOfMoney(spentNanoUsd: number, simulatedNanoUsd: number): Simulated {
  return simulatedOf({
    ...{ simulatedCount: simulatedNanoUsd, count: spentNanoUsd },
    ...{ simulatedNanoUsd, nanoUsd: spentNanoUsd },
  });
}

/** What stands beside a cost: `all simulated`, `of it $2.20 simulated`; null where nothing is. */
export function simulatedCostText({ part, nanoUsd }: Simulated): string | null {
  if (part === 'none') return null;
  if (part === 'all') return 'all simulated';
  return nanoUsd === 0 ? 'some simulated' : `of it ${formatMoney(nanoUsd).text} simulated`;
}

/** The same in a sentence, on hover. */
export function simulatedCostNote({ part, nanoUsd }: Simulated): string | null {
  if (part === 'none') return null;
  if (part === 'all') return 'Simulated: nobody is charged.';
  const { text } = formatMoney(nanoUsd);
  return nanoUsd === 0 ? 'Some of it is simulated.' : `Of it ${text} is simulated: nobody is charged for that.`;
}
