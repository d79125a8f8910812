import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { revealRow } from './reveal-row.ts';
import { SpanRow, spanRowId } from './span-row.tsx';
import styles from './span-tree.module.css';
import { useTreeKeys } from './use-tree-keys.ts';
import type { PathSegment } from './viewer/critical-path.ts';
import type { Forest, SpanNode } from './viewer/span-forest.ts';
import { subtreeSums } from './viewer/subtree-sums.ts';
import { TimeAxis, TimeGrid } from './viewer/time-axis.tsx';
import { useZoom } from './viewer/use-zoom.ts';
import { visibleRows } from './visible-rows.ts';

const rowHeight = 28;
const noSums: ReturnType<typeof subtreeSums> = new Map();

export interface SpanTreeProps {
  forest: Forest;
  isLoading: boolean;
  /** Only these, where a filter is on. */
  kept: ReadonlySet<SpanNode> | null;
  hits: readonly SpanNode[];
  /** What is looked for; null for nothing. */
  find: string | null;
  selected: SpanNode | null;
  collapsed: ReadonlySet<string>;
  /** The critical path; null while it is not shown. */
  critical: ReadonlyMap<SpanNode, readonly PathSegment[]> | null;
  showsGaps: boolean;
  onSelect: (spanId: string) => void;
  onToggle: (spanId: string) => void;
}

/** Spans as a tree, each with its bar in time. Only what is in view is in the document. */
export function SpanTree(props: SpanTreeProps) {
  const { forest, kept, hits, selected, collapsed, critical, isLoading, onSelect, onToggle } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => visibleRows(forest.roots, collapsed, kept), [forest, collapsed, kept]);
  // Of a part they would be wrong, and each time take longer than everything else.
  const sums = useMemo(() => (isLoading ? noSums : subtreeSums(forest.roots)), [forest, isLoading]);
  const hitSet = useMemo(() => new Set(hits), [hits]);
  const zoom = useZoom(forest, selected);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const selectedId = selected?.span.spanId ?? null;
  const selectedIndex = useMemo(() => rows.findIndex(({ span }) => span.spanId === selectedId), [rows, selectedId]);
  useEffect(() => {
    if (selectedIndex < 0) return;
    const reveal = () => revealRow(scrollRef.current, selectedIndex, rowHeight);
    return onceTall(scrollRef.current, (selectedIndex + 1) * rowHeight, reveal);
  }, [selectedIndex]);
  const onKeyDown = useTreeKeys({ rows, selectedIndex, collapsed, toggle: onToggle, onSelect });
  const items = virtualizer.getVirtualItems();
  const isSelectedDrawn = items.some(({ index }) => index === selectedIndex);
  return (
    <section className={styles['frame']} aria-label="Spans">
      <TimeAxis forest={forest} zoom={zoom} />
      <div
        ref={scrollRef}
        role="tree"
        aria-label="Spans of the trace"
        tabIndex={0}
        aria-activedescendant={isSelectedDrawn && selectedId !== null ? spanRowId(selectedId) : undefined}
        className={styles['scroll']}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles['rows']} style={{ height: rows.length * rowHeight }}>
          <TimeGrid forest={forest} window={zoom.window} />
          {items.map(({ index, start }) => {
            const node = rows[index];
            return node ? (
              <SpanRow
                key={node.span.spanId}
                node={node}
                window={zoom.window}
                sums={sums.get(node)}
                top={start}
                isSelected={index === selectedIndex}
                isCollapsed={collapsed.has(node.span.spanId)}
                isHit={hitSet.has(node)}
                find={props.find}
                isLoading={isLoading}
                critical={critical}
                showsGaps={props.showsGaps}
                onSelect={onSelect}
                onToggle={onToggle}
              />
            ) : null;
          })}
        </div>
      </div>
    </section>
  );
}

const mostFrames = 60;

/** Does it now, and again each frame until there is room for the row: those of a page make it a little later. */
function onceTall(scroller: HTMLElement | null, height: number, reveal: () => void): () => void {
  let [frame, left] = [0, mostFrames];
  const attempt = () => {
    reveal();
    left -= 1;
    if (scroller !== null && scroller.scrollHeight < height && left > 0) frame = requestAnimationFrame(attempt);
  };
  attempt();
  return () => cancelAnimationFrame(frame);
}
