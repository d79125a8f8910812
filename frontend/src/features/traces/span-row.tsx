import { ChevronDown, ChevronRight, CircleX } from 'lucide-react';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { FigureText } from '../../ui/figure.tsx';
import type { SpanNode } from './build-span-tree.ts';
import { barOf, type TimeWindow } from './lay-out-waterfall.ts';
import { SpanGlyph } from './span-glyph.tsx';
import styles from './span-tree.module.css';

export const spanRowId = (spanId: string) => `span-${spanId}`;

/** Deeper levels are drawn at this one: the names must stay readable. */
const deepestIndent = 12;
const indentPx = 14;

export interface SpanRowProps {
  node: SpanNode;
  window: TimeWindow;
  top: number;
  isSelected: boolean;
  isCollapsed: boolean;
  onSelect: (spanId: string) => void;
  onToggle: (spanId: string) => void;
}

export function SpanRow({ node, window, top, isSelected, isCollapsed, onSelect, onToggle }: SpanRowProps) {
  const { span, depth, children, isOrphan } = node;
  const hasError = span.status === 'error';
  const Chevron = isCollapsed ? ChevronRight : ChevronDown;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the tree
    <div
      id={spanRowId(span.spanId)}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={isSelected}
      aria-expanded={children.length > 0 ? !isCollapsed : undefined}
      className={styles['row']}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(span.spanId)}
    >
      <div className={styles['label']} style={{ paddingLeft: Math.min(depth, deepestIndent) * indentPx }}>
        {children.length === 0 ? (
          <span className={styles['toggle']} />
        ) : (
          <Chevron
            aria-hidden="true"
            size={14}
            className={styles['toggle']}
            onClick={(event) => {
              event.stopPropagation();
              onToggle(span.spanId);
            }}
          />
        )}
        <SpanGlyph type={span.type} />
        <span className={styles['name']}>{span.name}</span>
        {hasError ? <CircleX aria-label="Error" size={13} className={styles['failed']} /> : null}
        {isOrphan ? <span data-tip="The span that it names as its parent is not in this trace.">⤴</span> : null}
      </div>
      <SpanBar node={node} window={window} />
      <span className={styles['duration']}>
        <FigureText figure={formatDuration(span.durationMs)} />
      </span>
    </div>
  );
}

function SpanBar({ node: { span }, window }: { node: SpanNode; window: TimeWindow }) {
  const { left, width, untilFirstToken } = barOf(span, window);
  return (
    <div className={styles['track']} aria-hidden="true">
      <div
        className={styles['bar']}
        data-type={span.type}
        data-error={span.status === 'error' || undefined}
        style={{ left: `${left}%`, width: `${width}%` }}
      >
        {untilFirstToken === null ? null : (
          <div className={styles['waiting']} style={{ width: `${untilFirstToken}%` }} />
        )}
      </div>
    </div>
  );
}
