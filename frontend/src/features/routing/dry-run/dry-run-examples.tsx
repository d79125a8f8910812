import type { DryRunExample } from '../../../../../shared/contract/route-dry-run.ts';
import { Money, Time } from '../../../ui/figure.tsx';
import { OpenLink } from '../../../ui/open-link.tsx';
import { type SmallColumn, SmallTable } from '../../../ui/small-table.tsx';

const columns: readonly SmallColumn<DryRunExample>[] = [
  {
    id: 'time',
    header: 'Time',
    cell: ({ traceId, at }) => (
      <OpenLink to="/traces/$traceId" params={{ traceId } as never}>
        <Time at={at} />
      </OpenLink>
    ),
  },
  {
    id: 'did',
    header: 'Answered by',
    cell: ({ answeredBy, askedFor }) => <code data-tip={`It asked for ${askedFor}.`}>{answeredBy ?? 'no answer'}</code>,
  },
  {
    id: 'would',
    header: 'Would have chosen',
    cell: ({ wouldHaveChosen, candidates }) => (
      <code data-tip={candidates.map(({ model, reason }) => `${model}: ${reason}`).join('\n')}>
        {wouldHaveChosen ?? 'refused'}
      </code>
    ),
  },
  { id: 'rule', header: 'Rule', cell: ({ rule, arm }) => (arm === null ? rule : `${rule}, arm ${arm}`) },
  {
    id: 'cost',
    header: 'Did cost',
    align: 'end',
    cell: ({ didCostNanoUsd }) => <Money nanoUsd={didCostNanoUsd} />,
  },
  {
    id: 'would-cost',
    header: 'Would have',
    align: 'end',
    cell: ({ wouldHaveCostNanoUsd }) => <Money nanoUsd={wouldHaveCostNanoUsd} />,
  },
];

export function DryRunExamples({ examples }: { examples: readonly DryRunExample[] }) {
  return (
    <SmallTable
      label="Calls that would have gone elsewhere"
      columns={columns}
      rows={examples.map((example, index) => ({ ...example, index }))}
      rowKey={({ index }) => String(index)}
    />
  );
}
