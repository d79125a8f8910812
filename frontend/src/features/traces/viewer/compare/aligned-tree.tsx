import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleX } from 'lucide-react';
import { useRef } from 'react';
import { SpanGlyph } from '../../span-glyph.tsx';
import type { AlignedSpan } from './align-forests.ts';
import { Delta } from './change-facts.tsx';
import styles from './compare.module.css';
import { type Change, isKnown, type SpanSums, spanChanges, takenOf } from './compare-figures.ts';

const rowHeight = 32;
const deepestIndent = 10;
const indentPx = 14;

export interface AlignedTreeProps {
  rows: readonly AlignedSpan[];
  selected: AlignedSpan | null;
  sums: SpanSums;
  onSelect: (row: AlignedSpan) => void;
}

/** Both trees as one; what only one has is marked. */
export function AlignedTree({ rows, selected, sums, onSelect }: AlignedTreeProps) {
  const scrollRef = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  return (
    <div ref={scrollRef} className={styles['scroll']}>
      <p className={styles['columns']} aria-hidden="true">
        <span />
        <span>Span</span>
        <span className={styles['figure']}>Took</span>
        <span className={styles['figure']}>Tokens</span>
        <span className={styles['figure']}>Cost</span>
      </p>
      <ol className={styles['rows']} aria-label="Spans of both traces" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row ? (
            <li key={index} className={styles['place']} style={{ transform: `translateY(${start}px)` }}>
              <AlignedRow row={row} sums={sums} isSelected={row === selected} onSelect={onSelect} />
            </li>
          ) : null;
        })}
      </ol>
    </div>
  );
}

const marks = { both: ' ', came: '+', went: '−' } as const;
const words = { both: '', came: 'Only now: ', went: 'Only before: ' } as const;

interface AlignedRowProps {
  row: AlignedSpan;
  sums: SpanSums;
  isSelected: boolean;
  onSelect: (row: AlignedSpan) => void;
}

function AlignedRow({ row, sums, isSelected, onSelect }: AlignedRowProps) {
  const { before, after, depth } = row;
  const side = before === null ? 'came' : after === null ? 'went' : 'both';
  const span = (after ?? before)?.span;
  const { duration, tokens, cost } = spanChanges(takenOf(before, sums), takenOf(after, sums));
  if (span === undefined) return null;
  return (
    <button
      type="button"
      className={styles['row']}
      data-side={side}
      aria-pressed={isSelected}
      onClick={() => onSelect(row)}
    >
      <span className={styles['mark']} aria-hidden="true">
        {marks[side]}
      </span>
      <span className={styles['name']} style={{ paddingLeft: Math.min(depth, deepestIndent) * indentPx }}>
        <span className="visually-hidden">{words[side]}</span>
        <SpanGlyph type={span.type} />
        <span>{span.name}</span>
        {span.status === 'error' ? <CircleX aria-label="Error" size={13} className={styles['failed']} /> : null}
      </span>
      {[duration, tokens, cost].map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: always the same three
        <Figure key={index} change={change} isGone={after === null} />
      ))}
    </button>
  );
}

/** What a row has no room for. */
const inWords = ({ before, after, delta }: Change) => `${before} → ${after}, ${delta}`;

function Figure({ change, isGone }: { change: Change; isGone: boolean }) {
  return (
    <span className={styles['figure']} data-tip={change.delta === null ? undefined : inWords(change)}>
      {isKnown(change) ? (
        <>
          {isGone ? change.before : change.after} <Delta change={change} isShort />
        </>
      ) : null}
    </span>
  );
}
