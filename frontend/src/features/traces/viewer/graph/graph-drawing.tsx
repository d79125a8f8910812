import { useMemo, useRef } from 'react';
import { formatCount } from '../../../../lib/figures/format-count.ts';
import { formatDuration } from '../../../../lib/figures/format-duration.ts';
import { formatPartialMoney } from '../../../../lib/figures/partial-money.ts';
import { ScrollRegion } from '../../../../ui/scroll-region.tsx';
import { useElementWidth } from '../../list/use-element-width.ts';
import { SpanGlyph } from '../../span-glyph.tsx';
import type { CallGraph, CallSums, GraphEdge, GraphNode } from './build-call-graph.ts';
import styles from './graph.module.css';
import { type EdgePath, layOutGraph, nodeSize } from './lay-out-graph.ts';

/** Drawn smaller than this nobody can read it; then it scrolls instead. */
const smallestScale = 0.7;

export interface GraphDrawingProps {
  graph: CallGraph;
  selectedId: string | null;
  onSelect: (spanId: string) => void;
}

/** The graph drawn: what calls stands left of what it calls. Each node leads to its longest span. */
export function GraphDrawing({ graph, selectedId, onSelect }: GraphDrawingProps) {
  const scrollRef = useRef<HTMLElement>(null);
  const room = useElementWidth(scrollRef);
  const layout = useMemo(
    () =>
      layOutGraph(
        graph.nodes.map(({ id }) => id),
        graph.edges.map((edge) => ({ ...edge, labelWidth: labelOf(edge).length * letterWidth })),
      ),
    [graph],
  );
  const sums = new Map(graph.edges.map((edge) => [keyOf(edge), edge]));
  const most = Math.max(1, ...graph.edges.map(({ calls }) => calls.count));
  const fitting = Math.min(1, room / layout.width);
  const scale = fitting < smallestScale ? 1 : fitting;
  return (
    <ScrollRegion ref={scrollRef} label="Graph of calls" className={styles['scroll']}>
      <div className={styles['canvas']} style={{ width: layout.width, height: layout.height, zoom: scale }}>
        <svg width={layout.width} height={layout.height} aria-hidden="true">
          <defs>
            <marker
              id="arrow"
              viewBox="0 0 8 8"
              refX="8"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M 0 0 L 8 4 L 0 8 z" className={styles['arrow']} />
            </marker>
          </defs>
          {layout.edges.map((path) => (
            <EdgeLine key={keyOf(path)} path={path} edge={sums.get(keyOf(path))} most={most} />
          ))}
          {layout.edges.map((path) => (
            <EdgeLabel key={keyOf(path)} path={path} edge={sums.get(keyOf(path))} />
          ))}
        </svg>
        {graph.nodes.map((node) => {
          const place = layout.places.get(node.id);
          return place ? (
            <Node
              key={node.id}
              node={node}
              isSelected={node.exampleId === selectedId}
              left={place.x}
              top={place.y}
              onSelect={onSelect}
            />
          ) : null;
        })}
      </div>
    </ScrollRegion>
  );
}

const keyOf = ({ from, to }: { from: string; to: string }) => JSON.stringify([from, to]);

function EdgeLine({ path, edge, most }: { path: EdgePath; edge: GraphEdge | undefined; most: number }) {
  if (!edge) return null;
  const { count, errorCount } = edge.calls;
  return (
    <path
      d={path.path}
      strokeWidth={1 + 3 * (count / most)}
      markerEnd="url(#arrow)"
      data-error={errorCount > 0 || undefined}
      className={styles['line']}
    />
  );
}

/** Above all lines, which their halo interrupts. */
function EdgeLabel({ path, edge }: { path: EdgePath; edge: GraphEdge | undefined }) {
  return edge ? (
    <text x={path.label.x} y={path.label.y} textAnchor="middle" className={styles['label']}>
      {labelOf(edge)}
    </text>
  ) : null;
}

/** Of the size that edges are labelled in, about. */
const letterWidth = 6;

function labelOf({ calls: { count, errorCount } }: GraphEdge): string {
  return `${formatCount(count).text}×${errorCount > 0 ? ` · ${formatCount(errorCount).text} ✕` : ''}`;
}

interface NodeProps {
  node: GraphNode;
  isSelected: boolean;
  left: number;
  top: number;
  onSelect: (spanId: string) => void;
}

function Node({ node, isSelected, left, top, onSelect }: NodeProps) {
  const { kind, name, calls } = node;
  return (
    <button
      type="button"
      className={styles['node']}
      data-kind={kind}
      data-error={calls.errorCount > 0 || undefined}
      aria-pressed={isSelected}
      data-tip={`${name}: ${describe(calls)}`}
      style={{ left, top, width: nodeSize.width, height: nodeSize.height }}
      onClick={() => onSelect(node.exampleId)}
    >
      <span className={styles['name']}>
        <SpanGlyph type={kind} />
        <span>{name}</span>
      </span>
      <span className={styles['sums']}>
        {formatCount(calls.count).text}× · {formatDuration(calls.totalMs).text}
        {calls.costNanoUsd === null ? '' : ` · ${costText(calls)}`}
        {calls.errorCount > 0 ? ` · ${formatCount(calls.errorCount).text} ✕` : ''}
      </span>
    </button>
  );
}

const costText = ({ costNanoUsd: nanoUsd, unpricedCount }: CallSums) =>
  formatPartialMoney({ nanoUsd, unpricedCount }).text;

function describe(calls: CallSums): string {
  const { count, errorCount, totalMs, tokens, costNanoUsd } = calls;
  const parts = [
    `${count} ${count === 1 ? 'call' : 'calls'}, ${errorCount} failed`,
    `${formatDuration(totalMs).text} in all`,
    ...(tokens > 0 ? [`${formatCount(tokens).text} tokens`] : []),
    ...(costNanoUsd === null ? [] : [costText(calls)]),
  ];
  return `${parts.join(' · ')}. Opens the longest.`;
}
