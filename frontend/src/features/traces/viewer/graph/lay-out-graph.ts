import { type Curve, placeLabels } from './place-labels.ts';

/** Places of a graph in layers from left to right; sizes in pixels. */
export interface GraphLayout {
  width: number;
  height: number;
  places: ReadonlyMap<string, Place>;
  edges: readonly EdgePath[];
}

export interface Place {
  x: number;
  y: number;
}

export interface EdgePath {
  from: string;
  to: string;
  /** An SVG path from the right of one node to the left of the other. */
  path: string;
  /** Where the middle of its words stands. */
  label: Place;
}

export const nodeSize = { width: 168, height: 52 };
const columnGap = 88;
const rowGap = 20;
const margin = 12;
const sweeps = 6;

interface Edge {
  from: string;
  to: string;
  /** Pixels that its words take. */
  labelWidth?: number;
}

/**
 * The classic layered layout: edges that would close a cycle are turned, every node stands one layer after the last that
 * leads to it, and the nodes of a layer are put in the order of the middle of their neighbours, to and fro. The same graph
 * always has the same layout.
 */
export function layOutGraph(ids: readonly string[], edges: readonly Edge[]): GraphLayout {
  const known = new Set(ids);
  const real = edges.filter(({ from, to }) => known.has(from) && known.has(to));
  const forward = withoutCycles(
    ids,
    real.filter(({ from, to }) => from !== to),
  );
  const layers = order(toLayers(ids, forward), forward);
  const tallest = Math.max(0, ...layers.map((layer) => layer.length));
  const height = margin * 2 + Math.max(1, tallest) * (nodeSize.height + rowGap) - rowGap;
  const places = new Map(
    layers.flatMap((layer, column) => layer.map((id, row) => [id, placeAt(column, row, layer.length, height)])),
  );
  return {
    width: margin * 2 + Math.max(1, layers.length) * (nodeSize.width + columnGap) - columnGap + loopRoom(real),
    height: height + (real.some(({ from, to }) => from === to) ? rowGap : 0),
    places,
    edges: drawEdges(real, places),
  };
}

const loopRoom = (edges: readonly Edge[]) => (edges.some(({ from, to }) => from === to) ? rowGap : 0);

function placeAt(column: number, row: number, count: number, height: number): Place {
  const used = count * (nodeSize.height + rowGap) - rowGap;
  return {
    x: margin + column * (nodeSize.width + columnGap),
    y: (height - used) / 2 + row * (nodeSize.height + rowGap),
  };
}

/** Turns what leads back to a node that is being visited, depth first. */
function withoutCycles(ids: readonly string[], edges: readonly Edge[]): Edge[] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const state = new Map<string, 'open' | 'done'>();
  const forward: Edge[] = [];
  const visit = (id: string): void => {
    state.set(id, 'open');
    for (const edge of next.get(id) ?? []) {
      const isBack = state.get(edge.to) === 'open';
      forward.push(isBack ? { from: edge.to, to: edge.from } : edge);
      if (!isBack && !state.has(edge.to)) visit(edge.to);
    }
    state.set(id, 'done');
  };
  // What nothing leads to comes first, so that it stays at the left.
  const reached = new Set(edges.map(({ to }) => to));
  for (const id of [...ids.filter((each) => !reached.has(each)), ...ids]) if (!state.has(id)) visit(id);
  return forward;
}

/** One layer after the furthest of those that lead to a node. */
function toLayers(ids: readonly string[], edges: readonly Edge[]): string[][] {
  const before = Map.groupBy(edges, ({ to }) => to);
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const depth = Math.max(-1, ...(before.get(id) ?? []).map(({ from }) => depthOf(from))) + 1;
    depths.set(id, depth);
    return depth;
  };
  const layers: string[][] = [];
  for (const id of ids) {
    const depth = depthOf(id);
    while (layers.length <= depth) layers.push([]);
    layers[depth]?.push(id);
  }
  return layers;
}

/** Fewer crossings: each layer by the mean place of its neighbours, from the left and from the right in turn. */
function order(layers: string[][], edges: readonly Edge[]): string[][] {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  let ordered = layers;
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const rows = new Map(ordered.flatMap((layer) => layer.map((id, row) => [id, (row + 0.5) / layer.length] as const)));
    const sequence = sweep % 2 === 0 ? ordered : ordered.toReversed();
    const sorted = sequence.map((layer) => sortLayer(layer, neighbours, rows));
    ordered = sweep % 2 === 0 ? sorted : sorted.toReversed();
  }
  return ordered;
}

/** Later layers of a sweep see the new places. */
function sortLayer(
  layer: readonly string[],
  neighbours: ReadonlyMap<string, string[]>,
  rows: Map<string, number>,
): string[] {
  const meanOf = (id: string) => {
    const places = (neighbours.get(id) ?? []).map((each) => rows.get(each) ?? 0);
    return places.length === 0 ? (rows.get(id) ?? 0) : places.reduce((sum, row) => sum + row, 0) / places.length;
  };
  const means = new Map(layer.map((id) => [id, meanOf(id)]));
  const sorted = layer.toSorted((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0) || (a < b ? -1 : 1));
  for (const [row, id] of sorted.entries()) rows.set(id, (row + 0.5) / sorted.length);
  return sorted;
}

function drawEdges(edges: readonly Edge[], places: ReadonlyMap<string, Place>): EdgePath[] {
  const curves = edges.map((edge) => curveOf(edge, places));
  const nodes = [...places.values()].map(({ x, y }) => ({
    ...{ left: x, right: x + nodeSize.width },
    ...{ top: y, bottom: y + nodeSize.height },
  }));
  const labels = placeLabels(
    edges.map(({ labelWidth = shortLabel }, index) => ({ curve: curves[index] ?? noCurve, width: labelWidth })),
    nodes,
  );
  return edges.map(({ from, to }, index) => ({
    ...{ from, to },
    path: pathText(curves[index] ?? noCurve),
    label: labels[index] ?? origin,
  }));
}

const shortLabel = 14;
const origin: Place = { x: 0, y: 0 };
const noCurve: Curve = [origin, origin, origin, origin];

function pathText([a, b, c, d]: Curve): string {
  return `M ${a.x} ${a.y} C ${b.x} ${b.y}, ${c.x} ${c.y}, ${d.x} ${d.y}`;
}

function curveOf({ from, to }: Edge, places: ReadonlyMap<string, Place>): Curve {
  const [a, b] = [places.get(from) ?? origin, places.get(to) ?? origin];
  if (from === to) return loopAt(a);
  const { width, height } = nodeSize;
  const isForward = b.x > a.x;
  const start = { x: isForward ? a.x + width : a.x, y: a.y + height / 2 + (isForward ? 0 : 10) };
  const end = { x: isForward ? b.x : b.x + width, y: b.y + height / 2 + (isForward ? 0 : 10) };
  const bend = (end.x - start.x) / 2;
  return [start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end];
}

/** Something that calls itself. */
function loopAt({ x, y }: Place): Curve {
  const { width, height } = nodeSize;
  const [left, right, bottom] = [x + width * 0.35, x + width * 0.65, y + height];
  return [
    { x: right, y: bottom },
    { x: right + 12, y: bottom + 26 },
    { x: left - 12, y: bottom + 26 },
    { x: left, y: bottom },
  ];
}
