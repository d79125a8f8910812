import { useMemo } from 'react';
import { Segmented } from '../../../../ui/segmented.tsx';
import { EmptyState } from '../../../../ui/states.tsx';
import type { Forest } from '../span-forest.ts';
import styles from '../trace-views.module.css';
import type { GraphForm } from '../viewer-search.ts';
import { buildCallGraph, type CallGraph } from './build-call-graph.ts';
import { CallTable } from './call-table.tsx';
import { GraphDrawing } from './graph-drawing.tsx';

/** More is no picture any more; the table has more. */
const mostNodes = 60;

function largestPart({ nodes, edges }: CallGraph): CallGraph {
  const shown = nodes.slice(0, mostNodes);
  const ids = new Set(shown.map(({ id }) => id));
  return { nodes: shown, edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
}

/** Who called whom, how often, and what it took. */
export interface GraphViewProps {
  forest: Forest;
  form: GraphForm;
  onForm: (form: GraphForm) => void;
  selectedId: string | null;
  onSelect: (spanId: string) => void;
}

export function GraphView({ forest, form, onForm, selectedId, onSelect }: GraphViewProps) {
  const graph = useMemo(() => buildCallGraph(forest), [forest]);
  const drawn = useMemo(() => largestPart(graph), [graph]);
  if (graph.nodes.length === 0) {
    return (
      <EmptyState title="Nothing in this trace calls anything by name.">
        Agents, workflows, tools and models appear here once spans say that they are such.
      </EmptyState>
    );
  }
  return (
    <>
      <div>
        <Segmented
          label="Form of the graph"
          options={[
            { id: 'graph', label: 'Graph' },
            { id: 'table', label: 'Table' },
          ]}
          value={form}
          onChange={onForm}
        />
      </div>
      {graph.nodes.length > mostNodes && form === 'graph' ? (
        <p className={styles['none']}>
          {`The ${mostNodes} of ${graph.nodes.length} that took longest are drawn; the table has more.`}
        </p>
      ) : null}
      {form === 'graph' ? <GraphDrawing {...{ graph: drawn, selectedId, onSelect }} /> : null}
      {form === 'table' ? <CallTable graph={graph} onSelect={onSelect} /> : null}
    </>
  );
}
