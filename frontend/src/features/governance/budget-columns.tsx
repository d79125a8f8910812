import { simulatedOfMoney } from '../../lib/figures/simulated.ts';
import type { Column } from '../../ui/data-table.tsx';
import { Money } from '../../ui/figure.tsx';
import { OpenLink } from '../../ui/open-link.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { Badge } from '../../ui/status.tsx';
import { BudgetShare } from './budget-standing.tsx';
import type { Standing } from './budget-use.ts';
import { ScopeText } from './scope-text.tsx';

export const budgetColumns: readonly Column<Standing>[] = [
  {
    id: 'name',
    header: 'Budget',
    width: 200,
    isFlexible: true,
    card: 'title',
    cell: ({ budget, spentNanoUsd, simulatedNanoUsd }) => (
      <>
        <OpenLink search={{ budget: budget.id }}>{budget.name}</OpenLink>{' '}
        {budget.isEnabled ? null : <Badge tone="caution">not in force</Badge>}{' '}
        <SimulatedMark of={simulatedOfMoney(spentNanoUsd, simulatedNanoUsd)} />
      </>
    ),
  },
  { id: 'scope', header: 'Counts', width: 200, cell: ({ budget }) => <ScopeText rule={budget} /> },
  { id: 'used', header: 'Used', width: 290, card: 'fact', cell: (row) => <BudgetShare standing={row} /> },
  {
    id: 'spent',
    header: 'Spent',
    width: 110,
    align: 'end',
    card: 'fact',
    cell: ({ budget, spentNanoUsd }) => <Sum budget={budget} nanoUsd={spentNanoUsd} />,
  },
  {
    id: 'reserved',
    header: 'Reserved',
    headerTip: 'Held for calls that are under way, and for those to come in the next seconds',
    width: 110,
    align: 'end',
    cell: ({ budget, reservedNanoUsd }) => <Sum budget={budget} nanoUsd={reservedNanoUsd} />,
  },
  {
    id: 'amount',
    header: 'Amount',
    width: 180,
    align: 'end',
    card: 'fact',
    cell: ({ budget }) => (
      <>
        <Money nanoUsd={budget.amountNanoUsd} /> {budget.each === null ? '/' : 'each /'} {budget.period}
      </>
    ),
  },
];

/** Over all counters, which is said where there may be several. */
function Sum({ budget, nanoUsd }: { budget: Standing['budget']; nanoUsd: number }) {
  return (
    <>
      <Money nanoUsd={nanoUsd} />
      {budget.each === null ? null : ' in all'}
    </>
  );
}
