import { ChevronDown, ChevronRight, CircleX } from 'lucide-react';
import type { CSSProperties } from 'react';
import { withNote } from '../../lib/figures/figure.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { FigureText } from '../../ui/figure.tsx';
import { barOf, lengthOf, stretchesOf, type TimeWindow } from './lay-out-waterfall.ts';
import { SpanGlyph } from './span-glyph.tsx';
import styles from './span-tree.module.css';
import type { PathSegment } from './viewer/critical-path.ts';
import { gapsOf, selfTimeOf } from './viewer/find-gaps.ts';
import type { SpanNode } from './viewer/span-forest.ts';

export const spanRowId = (spanId: string) => `span-${spanId}`;

/** Deeper levels are drawn at this one: the names must stay readable. */
const deepestIndent = 12;
const indentPx = 14;
/** Adding the gaps of a wider span up for each drawing would be felt. */
const mostChildren = 2000;

export interface SpanRowProps {
  node: SpanNode;
  window: TimeWindow;
  top: number;
  isSelected: boolean;
  isCollapsed: boolean;
  isHit: boolean;
  /** Spans are still arriving: a parent that is missing may come. */
  isLoading: boolean;
  /** Null while the critical path is not shown. */
  critical: ReadonlyMap<SpanNode, readonly PathSegment[]> | null;
  showsGaps: boolean;
  onSelect: (spanId: string) => void;
  onToggle: (spanId: string) => void;
}

export function SpanRow(props: SpanRowProps) {
  const { node, top, isSelected, isCollapsed, onSelect } = props;
  const { span, depth, children } = node;
  const duration = formatDuration(lengthOf(node));
  const self =
    children.length > 0 && children.length <= mostChildren
      ? `${formatDuration(selfTimeOf(node)).text} of it in no child`
      : null;
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
      data-hit={props.isHit || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(span.spanId)}
    >
      <SpanLabel {...props} />
      <SpanBar {...props} />
      <span className={styles['duration']}>
        <FigureText figure={withNote(duration, self)} />
      </span>
    </div>
  );
}

function SpanLabel({ node, isCollapsed, isLoading, onToggle }: SpanRowProps) {
  const { span, depth, children, isOrphan } = node;
  const Chevron = isCollapsed ? ChevronRight : ChevronDown;
  return (
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
      {span.status === 'error' ? <CircleX aria-label="Error" size={13} className={styles['failed']} /> : null}
      {isOrphan && !isLoading ? (
        <span data-tip="The span that it names as its parent is not in this trace.">⤴</span>
      ) : null}
    </div>
  );
}

function SpanBar({ node, window, critical, showsGaps }: SpanRowProps) {
  const { left, width, untilFirstToken, isOutside } = barOf(node, window);
  const segments = critical?.get(node);
  const gaps = showsGaps && node.children.length <= mostChildren ? gapsOf(node) : [];
  return (
    <div className={styles['track']} aria-hidden="true" data-dimmed={(critical !== null && !segments) || undefined}>
      {isOutside ? (
        <span className={styles['beyond']} data-side={node.endMs < window.startMs ? 'before' : 'after'} />
      ) : (
        <div
          className={styles['bar']}
          data-type={node.span.type}
          data-error={node.span.status === 'error' || undefined}
          style={placeOf({ left, width })}
        >
          {untilFirstToken === null ? null : (
            <div className={styles['waiting']} style={{ width: `${untilFirstToken}%` }} />
          )}
        </div>
      )}
      {stretchesOf(gaps.toReversed(), window).map((stretch) => (
        <div key={`gap ${stretch.left}`} className={styles['gap']} style={placeOf(stretch)} />
      ))}
      {stretchesOf(segments ?? [], window).map((stretch) => (
        <div key={stretch.left} className={styles['critical']} style={placeOf(stretch)} />
      ))}
    </div>
  );
}

const placeOf = ({ left, width }: { left: number; width: number }): CSSProperties => ({
  left: `${left}%`,
  width: `${width}%`,
});
