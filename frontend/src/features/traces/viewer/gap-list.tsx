import { useMemo } from 'react';
import { Duration } from '../../../ui/figure.tsx';
import { Part } from '../../../ui/part.tsx';
import { SmallTable } from '../../../ui/small-table.tsx';
import { type Gap, longestGaps } from './find-gaps.ts';
import type { Forest, SpanNode } from './span-forest.ts';
import styles from './trace-views.module.css';

const shownGaps = 10;

/** Where a trace spends time that no span below accounts for. */
export function GapList({ forest, onSelect }: { forest: Forest; onSelect: (node: SpanNode) => void }) {
  const gaps = useMemo(() => longestGaps(forest, shownGaps), [forest]);
  return (
    <Part
      title="Longest gaps"
      hint="Time inside of a span that none of its children covers: its own work, or waiting that nobody traced."
    >
      {gaps.length === 0 ? (
        <p className={styles['none']}>No gap is longer than a hundredth of the trace.</p>
      ) : (
        <SmallTable
          label="Longest gaps"
          columns={columns(forest, onSelect)}
          rows={gaps}
          rowKey={({ node, startMs }) => `${node.span.spanId} ${startMs}`}
        />
      )}
    </Part>
  );
}

function columns(forest: Forest, onSelect: (node: SpanNode) => void) {
  return [
    {
      id: 'span',
      header: 'In',
      cell: ({ node }: Gap) => (
        <button type="button" className={styles['link']} onClick={() => onSelect(node)}>
          {node.span.name}
        </button>
      ),
    },
    {
      id: 'at',
      header: 'After',
      align: 'end' as const,
      cell: ({ startMs }: Gap) => <Duration ms={startMs - forest.startMs} />,
    },
    {
      id: 'length',
      header: 'For',
      align: 'end' as const,
      cell: ({ startMs, endMs }: Gap) => <Duration ms={endMs - startMs} />,
    },
  ];
}
