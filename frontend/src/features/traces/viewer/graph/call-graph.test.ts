import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span } from '../../../../../../shared/contract/span.ts';
import { toSpanRow } from '../../../../../../shared/telemetry/to-span-row.ts';
import { spanOf } from '../../span-builder.ts';
import { forestOf } from '../span-forest.ts';
import { buildCallGraph } from './build-call-graph.ts';
import { layOutGraph, nodeSize } from './lay-out-graph.ts';
import { labelBox, overlapOf } from './place-labels.ts';

const forest = (spans: Span[]) => forestOf(spans.map(toSpanRow));
const model: NonNullable<Span['model']> = {
  ...{ operation: 'chat', provider: 'x', requestedModel: 'gpt', answeringModel: null, parameters: {} },
  ...{ finishReasons: [], isStreamed: false, timeToFirstTokenMs: null },
};
const cost = (totalNanoUsd: number): Span['cost'] => ({
  ...{ totalNanoUsd, buckets: {}, source: 'computed', priceTableVersion: null, tier: null, flags: [] },
});

describe('the graph of calls', () => {
  const { nodes, edges } = buildCallGraph(
    forest([
      spanOf({ id: 'a', type: 'agent', name: 'planner', duration: 100, cost: cost(999) }),
      spanOf({ id: 'b', parent: 'a', name: 'step', duration: 90 }),
      spanOf({ id: 'c', parent: 'b', type: 'llm', model, duration: 10, cost: cost(5) }),
      spanOf({ id: 'd', parent: 'c', type: 'llm', model, duration: 10 }),
      spanOf({ id: 'e', parent: 'a', type: 'llm', model, duration: 30, cost: cost(7), status: 'error' }),
      spanOf({ id: 'f', parent: 'a', type: 'tool', name: 'search', duration: 20 }),
      spanOf({ id: '1', parent: 'f', type: 'agent', name: 'planner', duration: 15 }),
    ]),
  );

  it('names what was called, with sums and the longest call', () => {
    expect(nodes.map(({ id, calls, exampleId }) => [id, calls.count, calls.totalMs, exampleId.at(-1)])).toEqual([
      ['agent planner', 2, 115, 'a'],
      ['llm gpt', 2, 40, 'e'],
      ['tool search', 1, 20, 'f'],
    ]);
    expect(nodes[0]?.calls.costNanoUsd).toBe(12);
    expect(nodes[2]?.calls.costNanoUsd).toBeNull();
  });

  it('says who called whom, through what lies between, how often and with which result', () => {
    expect(edges.map(({ from, to, calls }) => [from, to, calls.count, calls.errorCount, calls.costNanoUsd])).toEqual([
      ['agent planner', 'llm gpt', 2, 1, 12],
      ['agent planner', 'tool search', 1, 0, null],
      ['tool search', 'agent planner', 1, 0, null],
    ]);
  });
});

it('takes many names that differ in numbers only for one, and few for what they are', () => {
  const ticket = (id: string, name: string) => spanOf({ id, parent: 'a', type: 'agent', name });
  const tickets = Array.from({ length: 7 }, (_, index) => ticket(`${index + 1}0`, `ticket ${index} of 9f86d081884c`));
  const steps = ['e1', 'e2'].map((id) => spanOf({ id, parent: 'a', type: 'tool', name: `step ${id.at(-1)}` }));
  const { nodes } = buildCallGraph(forest([spanOf({ id: 'a', type: 'workflow', name: 'all' }), ...tickets, ...steps]));
  expect(nodes.map(({ name, calls }) => `${name} ${calls.count}`).sort()).toEqual([
    'all 1',
    'step 1 1',
    'step 2 1',
    'ticket # of # 7',
  ]);
});

it('names agents and tools without the operation that OpenTelemetry puts before them', () => {
  const { nodes } = buildCallGraph(
    forest([
      spanOf({ id: 'a', type: 'agent', name: 'invoke_agent researcher' }),
      spanOf({ id: 'b', parent: 'a', type: 'tool', name: 'execute_tool fetch_page' }),
      spanOf({ id: 'c', parent: 'a', type: 'agent', name: 'invoke_agent' }),
    ]),
  );
  expect(nodes.map(({ name }) => name).sort()).toEqual(['fetch_page', 'invoke_agent', 'researcher']);
});

describe('the layout of a graph', () => {
  const id = fc.integer({ min: 0, max: 20 }).map(String);
  const graphs = fc.record({
    ids: fc.uniqueArray(id, { maxLength: 20 }),
    edges: fc.array(fc.record({ from: id, to: id }), { maxLength: 40 }),
  });

  it('goes from left to right along a chain, and knows loops and cycles', () => {
    const { places, edges } = layOutGraph(
      ['c', 'a', 'b'],
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'c', to: 'a' },
        { from: 'b', to: 'b' },
        { from: 'b', to: 'elsewhere' },
      ],
    );
    const x = (name: string) => places.get(name)?.x ?? -1;
    expect(new Set([x('a'), x('b'), x('c')]).size).toBe(3);
    expect(edges.map(({ from, to }) => `${from}${to}`)).toEqual(['ab', 'bc', 'ca', 'bb']);
    const tree = layOutGraph(['leaf', 'root'], [{ from: 'root', to: 'leaf' }]);
    expect(tree.places.get('root')?.x).toBeLessThan(tree.places.get('leaf')?.x ?? 0);
  });

  it('places every node once, inside, without overlap', () => {
    fc.assert(
      fc.property(graphs, ({ ids, edges }) => {
        const { places, width, height } = layOutGraph(ids, edges);
        expect([...places.keys()].sort()).toEqual([...ids].sort());
        const all = [...places.values()];
        for (const [index, { x, y }] of all.entries()) {
          expect(x >= 0 && y >= 0 && x + nodeSize.width <= width && y + nodeSize.height <= height).toBe(true);
          const overlaps = all.some(
            (other, at) =>
              at !== index && Math.abs(other.x - x) < nodeSize.width && Math.abs(other.y - y) < nodeSize.height,
          );
          expect(overlaps).toBe(false);
        }
      }),
    );
  });

  it('uncrosses what need not cross', () => {
    const { places } = layOutGraph(
      ['a', 'b', 'c', 'd'],
      [
        { from: 'a', to: 'd' },
        { from: 'b', to: 'c' },
      ],
    );
    const y = (name: string) => places.get(name)?.y ?? 0;
    expect(Math.sign(y('a') - y('b'))).toBe(Math.sign(y('d') - y('c')));
  });
});

it('keeps the words of edges apart, and off the nodes, where many call the same', () => {
  const [callers, callees] = [
    ['a', 'b', 'c', 'd'],
    ['v', 'w', 'x', 'y', 'z'],
  ];
  const labelWidth = 30;
  const edges = callers.flatMap((from) => callees.map((to) => ({ from, to, labelWidth })));
  const { places, edges: drawn } = layOutGraph([...callers, ...callees], edges);
  const boxes = drawn.map(({ label }) => labelBox(label, labelWidth));
  const nodes = [...places.values()].map(({ x, y }) => ({
    ...{ left: x, right: x + nodeSize.width },
    ...{ top: y, bottom: y + nodeSize.height },
  }));
  for (const [index, box] of boxes.entries())
    for (const other of [...boxes.slice(index + 1), ...nodes]) expect(overlapOf(box, other)).toBe(0);
});
