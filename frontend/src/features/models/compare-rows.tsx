import type { ReactNode } from 'react';
import { type Model, modelAbilities } from '../../../../shared/contract/models.ts';
import { usageBuckets } from '../../../../shared/contract/usage.ts';
import { Count, FigureText, Money } from '../../ui/figure.tsx';
import { Status } from '../../ui/status.tsx';
import type { CallSummary } from '../traces/summarise-calls.ts';
import { abilityLooks } from './abilities.tsx';
import { Availability } from './model-columns.tsx';
import { bucketLabels, priceFigure } from './price-text.ts';
import { Milliseconds } from './real-use.tsx';

export interface CompareRow {
  id: string;
  label: string;
  cell: (model: Model) => ReactNode;
}

/** What models are compared by: limits, prices that one of them has, abilities, and real use. */
export function compareRows(models: readonly Model[], useOf: (modelId: string) => CallSummary | null): CompareRow[] {
  const buckets = usageBuckets.filter((bucket) => models.some(({ price }) => price?.base[bucket] !== undefined));
  const milliseconds = (id: 'p50Ms' | 'p95Ms' | 'firstTokenMs', label: string): CompareRow => ({
    id,
    label,
    cell: (model) => <Milliseconds value={useOf(model.id)?.[id] ?? null} />,
  });
  return [
    { id: 'callable', label: 'Callable', cell: (model) => <Availability model={model} /> },
    { id: 'context', label: 'Context window', cell: ({ contextWindow }) => <Tokens count={contextWindow} /> },
    { id: 'output', label: 'Maximum output', cell: ({ maxOutputTokens }) => <Tokens count={maxOutputTokens} /> },
    ...buckets.map((bucket) => ({
      id: bucket,
      label: `${bucketLabels[bucket]}, $ / M tokens`,
      cell: (model: Model) => <FigureText figure={priceFigure(model, bucket)} />,
    })),
    ...modelAbilities.map((ability) => ({
      id: ability,
      label: abilityLooks[ability].label,
      cell: ({ abilities }: Model) => <Able value={abilities[ability]} />,
    })),
    { id: 'calls', label: 'Recent calls', cell: ({ id }) => <Count value={useOf(id)?.count ?? 0} /> },
    milliseconds('p50Ms', 'Duration, p50'),
    milliseconds('p95Ms', 'Duration, p95'),
    milliseconds('firstTokenMs', 'First token, p50'),
    {
      id: 'cost',
      label: 'Mean cost of a call',
      cell: ({ id }) => <Money nanoUsd={useOf(id)?.meanCostNanoUsd ?? null} reason="No recent call says." />,
    },
  ];
}

function Tokens({ count }: { count: number | null }) {
  return count === null ? <span data-tip="Not known">—</span> : <Count value={count} />;
}

function Able({ value }: { value: boolean | null }) {
  if (value === null) return <span data-tip="Not known">—</span>;
  return <Status tone={value ? 'go' : 'neutral'}>{value ? 'yes' : 'no'}</Status>;
}
