import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Span } from '../../../../shared/contract/span.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { ticksOf } from '../../lib/round-ticks.ts';
import { buildSpanTree } from './build-span-tree.ts';
import { windowOf } from './lay-out-waterfall.ts';
import { revealRow } from './reveal-row.ts';
import { SpanRow, spanRowId } from './span-row.tsx';
import styles from './span-tree.module.css';
import { useTreeKeys } from './use-tree-keys.ts';
import { visibleRows } from './visible-rows.ts';

const rowHeight = 28;
const mostTicks = 4;

export interface SpanTreeProps {
  spans: readonly Span[];
  selectedId: string | null;
  onSelect: (spanId: string) => void;
}

/** Spans as a tree, each with its bar in time. Only what is in view is in the document. */
export function SpanTree({ spans, selectedId, onSelect }: SpanTreeProps) {
  const scrollRef = useRef<HTMLDivElement>(null);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const roots = useMemo(() => buildSpanTree(spans), [spans]);
  const rows = useMemo(() => visibleRows(roots, collapsed), [roots, collapsed]);
  const window = useMemo(() => windowOf(spans), [spans]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const toggle = (spanId: string) =>
    setCollapsed((old) =>
      old.has(spanId) ? new Set([...old].filter((id) => id !== spanId)) : new Set([...old, spanId]),
    );
  const selectedIndex = rows.findIndex(({ span }) => span.spanId === selectedId);
  useEffect(() => {
    if (selectedIndex >= 0) revealRow(scrollRef.current, selectedIndex, rowHeight);
  }, [selectedIndex]);
  const onKeyDown = useTreeKeys({ rows, selectedIndex, collapsed, toggle, onSelect });
  const items = virtualizer.getVirtualItems();
  const isSelectedDrawn = items.some(({ index }) => index === selectedIndex);
  return (
    <section className={styles['frame']} aria-label="Spans">
      <TimeAxis durationMs={window.durationMs} />
      <div
        ref={scrollRef}
        role="tree"
        aria-label="Spans of the trace"
        tabIndex={0}
        aria-activedescendant={isSelectedDrawn && selectedId !== null ? spanRowId(selectedId) : undefined}
        className={styles['scroll']}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles['rows']} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const node = rows[index];
            return node ? (
              <SpanRow
                key={node.span.spanId}
                node={node}
                window={window}
                top={start}
                isSelected={index === selectedIndex}
                isCollapsed={collapsed.has(node.span.spanId)}
                onSelect={onSelect}
                onToggle={toggle}
              />
            ) : null;
          })}
        </div>
      </div>
    </section>
  );
}

function TimeAxis({ durationMs }: { durationMs: number }) {
  return (
    <div className={styles['axis']} aria-hidden="true">
      <div className={styles['ticks']}>
        {ticksOf(durationMs, mostTicks).map((tick) => (
          <span key={tick} className={styles['tick']} style={{ left: `${(tick / durationMs) * 100}%` }}>
            {formatDuration(tick).text}
          </span>
        ))}
      </div>
    </div>
  );
}
