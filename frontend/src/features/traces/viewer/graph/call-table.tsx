import { formatTokens } from '../../../../lib/figures/format-tokens.ts';
import { formatPartialMoney } from '../../../../lib/figures/partial-money.ts';
import { Count, Duration, FigureText } from '../../../../ui/figure.tsx';
import { Part } from '../../../../ui/part.tsx';
import { type SmallColumn, SmallTable } from '../../../../ui/small-table.tsx';
import { SpanGlyph } from '../../span-glyph.tsx';
import styles from '../trace-views.module.css';
import type { CallGraph, CallSums, GraphNode } from './build-call-graph.ts';

/** Those that took longest; a trace may call thousands of names. */
const mostRows = 200;

/** The same as the drawing, in numbers. */
export function CallTable({ graph, onSelect }: { graph: CallGraph; onSelect: (spanId: string) => void }) {
  const names = new Map(graph.nodes.map((node) => [node.id, node]));
  const edges = graph.edges.slice(0, mostRows).flatMap(({ from, to, calls }) => {
    const [caller, callee] = [names.get(from), names.get(to)];
    return caller && callee ? [{ id: `${from} ${to}`, caller, callee, calls }] : [];
  });
  const name = (node: GraphNode) => <NodeName node={node} onSelect={onSelect} />;
  return (
    <>
      {Math.max(graph.nodes.length, graph.edges.length) > mostRows ? (
        <p className={styles['none']}>{`The ${mostRows} that took longest are listed.`}</p>
      ) : null}
      <Part title="What was called">
        <SmallTable
          label="What was called"
          rows={graph.nodes.slice(0, mostRows)}
          rowKey={({ id }) => id}
          columns={[{ id: 'name', header: 'Name', cell: name }, ...sumColumns<GraphNode>()]}
        />
      </Part>
      {edges.length === 0 ? null : (
        <Part title="Who called whom">
          <SmallTable
            label="Who called whom"
            rows={edges}
            rowKey={({ id }) => id}
            columns={[
              { id: 'from', header: 'Caller', cell: ({ caller }) => name(caller) },
              { id: 'to', header: 'Called', cell: ({ callee }) => name(callee) },
              ...sumColumns<(typeof edges)[number]>(),
            ]}
          />
        </Part>
      )}
    </>
  );
}

function NodeName({ node, onSelect }: { node: GraphNode; onSelect: (spanId: string) => void }) {
  return (
    <button type="button" className={styles['link']} onClick={() => onSelect(node.exampleId)}>
      <SpanGlyph type={node.kind} /> {node.name}
    </button>
  );
}

const tokensOf = ({ tokens, costNanoUsd, unpricedCount }: CallSums) =>
  formatTokens({ totalTokens: tokens, costNanoUsd, unpricedSpanCount: unpricedCount });

const costOf = ({ costNanoUsd: nanoUsd, unpricedCount }: CallSums) =>
  formatPartialMoney({ nanoUsd, unpricedCount, reason: 'No cost is known for these calls.' });

function sumColumns<T extends { calls: CallSums }>(): SmallColumn<T>[] {
  return [
    { id: 'count', header: 'Calls', align: 'end', cell: ({ calls }) => <Count value={calls.count} /> },
    { id: 'errors', header: 'Failed', align: 'end', cell: ({ calls }) => <Count value={calls.errorCount} /> },
    { id: 'time', header: 'Time', align: 'end', cell: ({ calls }) => <Duration ms={calls.totalMs} /> },
    { id: 'tokens', header: 'Tokens', align: 'end', cell: ({ calls }) => <FigureText figure={tokensOf(calls)} /> },
    {
      id: 'cost',
      header: 'Cost',
      align: 'end',
      cell: ({ calls }) => <FigureText figure={costOf(calls)} />,
    },
  ];
}
