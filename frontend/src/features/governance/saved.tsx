import type { CacheStatistics } from '../../../../shared/contract/response-cache.ts';
import { simulatedOfMoney } from '../../lib/figures/simulated.ts';
import { Money } from '../../ui/figure.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';

type Counts = Pick<CacheStatistics, 'savedNanoUsd' | 'simulatedSavedNanoUsd'>;

/** What the cache saved, and how much of it nobody would have been charged for. */
export function Saved({ of: { savedNanoUsd, simulatedSavedNanoUsd } }: { of: Counts }) {
  return (
    <>
      <Money nanoUsd={savedNanoUsd} /> <SimulatedMark of={simulatedOfMoney(savedNanoUsd, simulatedSavedNanoUsd)} />
    </>
  );
}
