import type { ReactNode } from 'react';
import type { ModelUse } from '../../../../shared/contract/model-use.ts';
import { type Model, modelAbilities } from '../../../../shared/contract/models.ts';
import { usageBuckets } from '../../../../shared/contract/usage.ts';
import { Count, FigureText, Money } from '../../ui/figure.tsx';
import { Status } from '../../ui/status.tsx';
import { abilityLooks } from './abilities.tsx';
import { meanCost } from './mean-cost.ts';
import { Availability } from './model-columns.tsx';
import { bucketLabels, priceFigure } from './price-text.ts';
import { AnsweredCalls, Failures, Milliseconds, ValidRate } from './real-use.tsx';

export interface CompareRow {
  id: string;
  label: string;
  cell: (model: Model) => ReactNode;
}

/** What models are compared by: limits, prices that one of them has, abilities, and real use. */
export function compareRows(models: readonly Model[], useOf: (modelId: string) => ModelUse | null): CompareRow[] {
  const buckets = usageBuckets.filter((bucket) => models.some(({ price }) => price?.base[bucket] !== undefined));
  const used = (id: string, label: string, show: (use: ModelUse) => ReactNode): CompareRow => ({
    id,
    label,
    cell: (model) => {
      const use = useOf(model.id);
      return use === null ? <span data-tip="It was not called lately">—</span> : show(use);
    },
  });
  return [
    { id: 'callable', label: 'Callable', cell: (model) => <Availability model={model} /> },
    { id: 'context', label: 'Context window', cell: ({ contextWindow }) => <Tokens count={contextWindow} /> },
    { id: 'output', label: 'Maximum output', cell: ({ maxOutputTokens }) => <Tokens count={maxOutputTokens} /> },
    ...buckets.map((bucket) => ({
      id: bucket,
      label: `${bucketLabels[bucket]}, $`,
      cell: (model: Model) => <FigureText figure={priceFigure(model, bucket)} />,
    })),
    ...modelAbilities.map((ability) => ({
      id: ability,
      label: abilityLooks[ability].label,
      cell: ({ abilities }: Model) => <Able value={abilities[ability]} />,
    })),
    used('calls', 'Answered calls', (use) => <AnsweredCalls use={use} />),
    used('failures', 'Failures', (use) => <Failures use={use} />),
    used('p50', 'Duration, p50', ({ duration }) => <Milliseconds value={duration.p50Ms} />),
    used('p95', 'Duration, p95', ({ duration }) => <Milliseconds value={duration.p95Ms} />),
    used('first-token', 'First token, p50', ({ firstToken }) => <Milliseconds value={firstToken.p50Ms} />),
    used('cost', 'Mean cost of a call', (use) => <Money nanoUsd={meanCost(use)} reason="No price is known." />),
    used('valid', 'Valid by schema', (use) => <ValidRate use={use} />),
  ];
}

function Tokens({ count }: { count: number | null }) {
  return count === null ? <span data-tip="Not known">—</span> : <Count value={count} />;
}

function Able({ value }: { value: boolean | null }) {
  if (value === null) return <span data-tip="Not known">—</span>;
  return <Status tone={value ? 'go' : 'neutral'}>{value ? 'yes' : 'no'}</Status>;
}
