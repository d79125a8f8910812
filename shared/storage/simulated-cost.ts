import type { TraceSummary } from '../contract/span.ts';

type Stored = Partial<Pick<TraceSummary, 'simulatedCostNanoUsd' | 'isSimulated' | 'providers' | 'costNanoUsd'>>;

/**
 * What of a trace's cost nobody is charged for. It is stored where it is not 0; of traces from before it was stored it is known
 * of those that asked the sandbox alone.
 */
export function simulatedCostOf({ simulatedCostNanoUsd, isSimulated, providers = [], costNanoUsd }: Stored): number {
  if (simulatedCostNanoUsd !== undefined) return simulatedCostNanoUsd;
  const isOfSandbox = isSimulated === true && providers.length > 0 && providers.every((each) => each === 'sandbox');
  return isOfSandbox ? (costNanoUsd ?? 0) : 0;
}
