import { formatMoney } from '../lib/figures/format-money.ts';
import { type Simulated, simulatedCostNote } from '../lib/figures/simulated.ts';
import { Badge, SimulatedBadge } from './status.tsx';

/** Says beside a figure how much of it is simulated: all, an amount, some; nothing where nothing is. */
export function SimulatedMark({ of }: { of: Simulated }) {
  if (of.part === 'none') return null;
  if (of.part === 'all') return <SimulatedBadge />;
  return (
    <Badge tone="info" tip={simulatedCostNote(of) ?? ''}>
      {of.nanoUsd === 0 ? 'partly simulated' : `${formatMoney(of.nanoUsd).text} simulated`}
    </Badge>
  );
}
