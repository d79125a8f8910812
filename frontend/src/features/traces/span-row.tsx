import { ChevronDown, ChevronRight, CircleX, DatabaseZap, TriangleAlert } from 'lucide-react';
import type { CSSProperties } from 'react';
import { withNote } from '../../lib/figures/figure.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { formatPartialMoney } from '../../lib/figures/partial-money.ts';
import { FigureText } from '../../ui/figure.tsx';
import { isRowFromCache } from './from-cache.ts';
import { barOf, lengthOf, stretchesOf, type TimeWindow } from './lay-out-waterfall.ts';
import { SpanGlyph } from './span-glyph.tsx';
import styles from './span-tree.module.css';
import type { PathSegment } from './viewer/critical-path.ts';
import { gapsOf, selfTimeOf } from './viewer/find-gaps.ts';
import { piecesOf } from './viewer/places-of.ts';
import type { SpanNode } from './viewer/span-forest.ts';
import { noSums, repeatsUsage, type SubtreeSums } from './viewer/subtree-sums.ts';

export const spanRowId = (spanId: string) => `span-${spanId}`;

/** Deeper levels are drawn at this one: the names must stay readable. */
const deepestIndent = 10;
/** Names of about so many letters may be cut; hovering shows them whole. */
const shortName = 18;
/** Adding the gaps of a wider span up for each drawing would be felt. */
const mostChildren = 2000;

export interface SpanRowProps {
  node: SpanNode;
  window: TimeWindow;
  /** Tokens and cost, its own or of what is below it. */
  sums: SubtreeSums | undefined;
  top: number;
  isSelected: boolean;
  isCollapsed: boolean;
  isHit: boolean;
  /** What is looked for; null for nothing. */
  find: string | null;
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
      <SpanSums {...props} />
      <span className={styles['duration']}>
        <FigureText figure={withNote(duration, self)} />
      </span>
    </div>
  );
}

function SpanLabel({ node, isCollapsed, isLoading, find, onToggle }: SpanRowProps) {
  const { span, depth, children, isOrphan } = node;
  const level = { '--level': Math.min(depth, deepestIndent) } as CSSProperties;
  const Chevron = isCollapsed ? ChevronRight : ChevronDown;
  return (
    <div className={styles['label']} style={level}>
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
      <span className={styles['glyph']} data-type={span.type}>
        <SpanGlyph type={span.type} />
      </span>
      <span className={styles['name']} data-tip={span.name.length > shortName ? span.name : undefined}>
        {find === null ? span.name : <FoundIn text={span.name} find={find} />}
      </span>
      {span.status === 'error' ? <CircleX aria-label="Error" size={13} className={styles['failed']} /> : null}
      {span.isWarning ? <TriangleAlert aria-label="Warning" size={13} className={styles['warned']} /> : null}
      {isRowFromCache(span) ? <CacheGlyph /> : null}
      {isOrphan && !isLoading ? (
        <span data-tip="The span that it names as its parent is not in this trace.">⤴</span>
      ) : null}
    </div>
  );
}

function CacheGlyph() {
  return (
    <span className={styles['cached']} data-tip="From the cache: no provider was asked.">
      <DatabaseZap aria-label="From the cache" size={13} />
    </span>
  );
}

function FoundIn({ text, find }: { text: string; find: string }) {
  return piecesOf(text, find).map((piece) =>
    piece.isFound ? <mark key={piece.start}>{piece.text}</mark> : <span key={piece.start}>{piece.text}</span>,
  );
}

/** Of what calls others the sum is of those, and stands back. Nothing while the trace is on its way. */
function SpanSums({ node, sums }: SpanRowProps) {
  const { tokens, costNanoUsd: nanoUsd, unpricedCount } = sums ?? noSums();
  const isOwn = sums !== undefined && !repeatsUsage(node.span) && node.span.inputTokens !== undefined;
  const note = isOwn ? null : 'Of the spans below it.';
  const isShown = isOwn || tokens > 0 || nanoUsd !== null;
  const cost = isShown ? formatPartialMoney({ nanoUsd, unpricedCount, reason: 'No price is known.' }) : null;
  return (
    <>
      <span className={styles['tokens']} data-own={isOwn || undefined}>
        {tokens > 0 ? <FigureText figure={withNote(formatCount(tokens), note)} /> : null}
      </span>
      <span className={styles['cost']} data-own={isOwn || undefined}>
        {cost === null ? null : <FigureText figure={withNote(cost, note)} />}
      </span>
    </>
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
