import type { ComparedPair, ReleaseRegressions } from '../../../../shared/contract/release-regressions.ts';
import { Button } from '../../ui/button.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { Status } from '../../ui/status.tsx';

interface ComparedPairsProps {
  result: ReleaseRegressions;
  onPick: (pair: Pick<ComparedPair, 'a' | 'b'>) => void;
}

/** The last two releases of each program, those with regressions first: one of them is what the table below is of. */
export function ComparedPairs({ result: { pairs, dimension, a, b }, onPick }: ComparedPairsProps) {
  if (pairs.length < 2) return null;
  const isRelease = dimension === 'release';
  return (
    <SmallTable
      label={isRelease ? 'The last two releases of each program' : 'The last two versions of each prompt'}
      rows={pairs}
      rowKey={(pair) => `${pair.a} ${pair.b}`}
      columns={[
        {
          ...{ id: 'pair', header: isRelease ? 'Releases' : 'Versions' },
          cell: (pair) => (
            <Button
              size="small"
              variant={pair.a === a?.value && pair.b === b?.value ? 'default' : 'quiet'}
              aria-pressed={pair.a === a?.value && pair.b === b?.value}
              onClick={() => onPick(pair)}
            >
              {pair.a} → {pair.b}
            </Button>
          ),
        },
        { id: 'verdict', header: 'Found', cell: (pair) => <Found pair={pair} /> },
        { id: 'names', header: isRelease ? 'Both ran' : 'Prompt', cell: ({ names }) => names.join(', ') },
      ]}
    />
  );
}

function Found({ pair: { regressedCount, improvedCount, testedCount } }: { pair: ComparedPair }) {
  const tip = `Of ${testedCount} comparisons with 30 values and more on both sides.`;
  if (testedCount === 0) return <Status tone="neutral">too few to tell</Status>;
  const found = [
    ...(regressedCount > 0 ? [`${regressedCount} regressed`] : []),
    ...(improvedCount > 0 ? [`${improvedCount} improved`] : []),
  ];
  const tone = regressedCount > 0 ? 'stop' : improvedCount > 0 ? 'go' : 'neutral';
  return (
    <span data-tip={tip}>
      <Status tone={tone}>{found.join(', ') || 'no evidence of a change'}</Status>
    </span>
  );
}
