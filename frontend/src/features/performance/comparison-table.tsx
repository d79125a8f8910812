import { Link } from '@tanstack/react-router';
import type {
  ComparedRelease,
  ReleaseComparison,
  ReleaseRegressions,
  Verdict,
} from '../../../../shared/contract/release-regressions.ts';
import { formatExact } from '../../../../shared/trace-filter/format-filter.ts';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { Status, type Tone } from '../../ui/status.tsx';
import { ChangeMark } from './change-mark.tsx';
import { changeText, estimateText, intervalWords, measureNames } from './comparison-text.ts';
import styles from './performance.module.css';

interface ComparisonTableProps {
  label: string;
  rows: ReleaseRegressions['rows'];
  result: ReleaseRegressions;
  a: ComparedRelease;
  b: ComparedRelease;
}

type Row = ReleaseRegressions['rows'][number];
interface Line {
  row: Row;
  comparison: ReleaseComparison;
  isFirst: boolean;
}

const tones: Record<Verdict, Tone> = {
  regressed: 'stop',
  improved: 'go',
  'no evidence': 'neutral',
  'too few': 'neutral',
};

const verdictWords: Record<Verdict, string> = {
  regressed: 'regressed',
  improved: 'improved',
  'no evidence': 'may be chance',
  'too few': 'too few',
};

/** One line for each measure of each model and name; both sides with their intervals, and the change with its own. */
export function ComparisonTable({ label, rows, result, a, b }: ComparisonTableProps) {
  const lines: Line[] = rows.flatMap((row) =>
    row.comparisons.map((comparison, index) => ({ row, comparison, isFirst: index === 0 })),
  );
  return (
    <SmallTable
      label={label}
      rows={lines}
      rowKey={({ row, comparison }) => `${row.kind} ${row.value} ${comparison.measure}`}
      columns={[
        {
          ...{ id: 'of', header: 'Model or trace' },
          cell: ({ row, isFirst }) =>
            isFirst ? (
              <RowName row={row} result={result} a={a} b={b} />
            ) : (
              <span className="visually-hidden">{row.value}</span>
            ),
        },
        { id: 'measure', header: 'Measure', cell: ({ comparison }) => measureNames[comparison.measure] },
        {
          ...{ id: 'verdict', header: 'Verdict' },
          cell: ({ comparison: { verdict } }) => <Status tone={tones[verdict]}>{verdictWords[verdict]}</Status>,
        },
        { id: 'a', header: a.value, align: 'end', cell: ({ comparison }) => <Side comparison={comparison} side="a" /> },
        { id: 'b', header: b.value, align: 'end', cell: ({ comparison }) => <Side comparison={comparison} side="b" /> },
        { id: 'change', header: 'Change', align: 'end', cell: ({ comparison }) => changeText(comparison) },
        { id: 'interval', header: '95 % interval', cell: ({ comparison }) => <ChangeMark comparison={comparison} /> },
      ]}
    />
  );
}

function RowName({ row, result, a, b }: Pick<ComparisonTableProps, 'result' | 'a' | 'b'> & { row: Row }) {
  const search = (release: ComparedRelease) => ({
    from: result.from,
    to: result.to,
    q: `${formatExact(result.dimension, release.value)} ${formatExact(row.kind, row.value)}`,
  });
  return (
    <span className={styles['rowName']}>
      <span className={styles['named']}>
        {row.value}
        <SimulatedMark of={{ part: row.simulated, nanoUsd: 0 }} />
      </span>
      <span className={styles['sideLinks']}>
        traces of{' '}
        <Link to="/traces" search={search(a)}>
          {a.value}
        </Link>{' '}
        and{' '}
        <Link to="/traces" search={search(b)}>
          {b.value}
        </Link>
      </span>
    </span>
  );
}

function Side({ comparison, side }: { comparison: ReleaseComparison; side: 'a' | 'b' }) {
  return <span data-tip={intervalWords(comparison, side)}>{estimateText(comparison, comparison[side].value)}</span>;
}
