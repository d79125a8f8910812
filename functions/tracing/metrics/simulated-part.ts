import type { SimulatedPart } from '../../../shared/contract/trace-metrics.ts';
import { amountOf, type RollupSum } from './rollup-sum.ts';

/** How much of what a figure is of nobody ran. */
export function simulatedPart(sum: RollupSum, of: 'trace' | 'call'): SimulatedPart {
  const simulated = amountOf(sum, of === 'trace' ? 'simulatedTraceCount' : 'simulatedCallCount');
  if (simulated === 0) return 'none';
  return simulated >= amountOf(sum, `${of}Count`) ? 'all' : 'some';
}
