import type { ComponentProps } from 'react';
import type { BudgetStatus, RuleScope } from '../../../../shared/contract/governance.ts';
import { simulatedOfMoney } from '../../lib/figures/simulated.ts';
import { Money } from '../../ui/figure.tsx';
import { Part } from '../../ui/part.tsx';
import { ShareBar } from '../../ui/share-bar.tsx';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { toneOf, usedPart } from './budget-use.ts';
import { Spender } from './spender.tsx';
import styles from './spender-tables.module.css';

const dimensions = [
  { id: 'models', title: 'By model', header: 'Model' },
  { id: 'keys', title: 'By API key', header: 'API key' },
  { id: 'users', title: 'By user', header: 'User' },
] as const;

/** Who spends: the counters of the budget, and the project by model, key and user. */
export function SpenderTables({ status }: { status: BudgetStatus }) {
  return (
    <>
      {status.counters.length === 0 ? null : <CounterTable status={status} />}
      {dimensions.map(({ id, title, header }) => {
        const rows = status.spenders[id] ?? [];
        if (rows.length === 0) return null;
        const sum = rows.reduce((total, { spentNanoUsd }) => total + spentNanoUsd, 0);
        return (
          <Part key={id} title={title} hint={spendersHint(status.budget.scope)}>
            <SmallTable
              label={title}
              rows={rows}
              rowKey={({ value }) => value}
              columns={[
                { id: 'value', header, cell: (row) => <SpenderName kind={id} spender={row} /> },
                {
                  id: 'share',
                  header: 'Share',
                  cell: ({ spentNanoUsd }) => <ShareBar part={sum === 0 ? 0 : spentNanoUsd / sum} />,
                },
                {
                  id: 'spent',
                  header: 'Spent',
                  align: 'end',
                  cell: ({ spentNanoUsd }) => <Money nanoUsd={spentNanoUsd} />,
                },
              ]}
            />
          </Part>
        );
      })}
    </>
  );
}

/** The tables are of the project even where the budget is of one key, user or model. */
function spendersHint({ keyId, userId, model }: RuleScope): string {
  const isOfAll = keyId === null && userId === null && model === null;
  const whose = isOfAll ? 'All that the project' : 'Not only what this budget counts: all that the whole project';
  return `${whose} traced in this period, also before this budget and outside the gateway.`;
}

interface SpenderNameProps {
  kind: ComponentProps<typeof Spender>['kind'];
  spender: { value: string; spentNanoUsd: number; simulatedNanoUsd: number };
}

/** Who spent, with how much of it is simulated. */
function SpenderName({ kind, spender: { value, spentNanoUsd, simulatedNanoUsd } }: SpenderNameProps) {
  return (
    <span className={styles['named']}>
      <Spender kind={kind} value={value} />
      <SimulatedMark of={simulatedOfMoney(spentNanoUsd, simulatedNanoUsd)} />
    </span>
  );
}

function CounterTable({ status: { budget, counters } }: { status: BudgetStatus }) {
  return (
    <Part title={`Each ${budget.each ?? 'counter'}`} hint="Those that have used most.">
      <SmallTable
        label="Counters"
        rows={counters}
        rowKey={({ value }) => value}
        columns={[
          {
            id: 'value',
            header: budget.each === 'user' ? 'User' : 'Key',
            cell: (row) => <SpenderName kind={budget.each === 'user' ? 'users' : 'keys'} spender={row} />,
          },
          {
            id: 'used',
            header: 'Used',
            cell: (counter) => <ShareBar part={usedPart(counter)} tone={toneOf(budget, usedPart(counter))} />,
          },
          {
            id: 'left',
            header: 'Remaining',
            align: 'end',
            cell: ({ remainingNanoUsd }) => <Money nanoUsd={remainingNanoUsd} />,
          },
        ]}
      />
    </Part>
  );
}
