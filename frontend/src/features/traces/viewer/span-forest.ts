import type { SpanRow } from '../../../../../shared/contract/trace-spans.ts';
import { rowSupersedes } from '../../../../../shared/telemetry/merge-span-rows.ts';

export interface SpanNode {
  span: SpanRow;
  /** Where the store has it; null of spans that are here whole. */
  packId: string | null;
  parent: SpanNode | null;
  /** By start. */
  children: SpanNode[];
  depth: number;
  /** Its parent is named but not in the trace: not arrived yet, or never sent. */
  isOrphan: boolean;
  /** Milliseconds after the origin of the forest, which is any moment near. */
  startMs: number;
  endMs: number;
  /** When it was last found under a root: the forest's own. */
  reached: number;
}

/** The spans of a trace as trees, as far as they have arrived. A new object whenever there are more. */
export interface Forest {
  roots: readonly SpanNode[];
  nodes: ReadonlyMap<string, SpanNode>;
  /** From the earliest start to the latest end, which need not be those of a root. */
  startMs: number;
  endMs: number;
  originNano: bigint;
}

export interface SpanForest {
  /** Adds spans in any order; those that came before in another version are merged as the store merges them. */
  add(rows: readonly SpanRow[], packIds?: readonly string[]): void;
  /** The trees of now. Nodes are shared with earlier and later answers. */
  read(): Forest;
}

/**
 * Builds trees as spans arrive, so that each page of a trace of 100,000 costs what it holds. Spans whose parents are missing
 * are roots until those come; so is one span of a cycle, so that every span is shown exactly once. Without recursion: a
 * trace may be as deep as it is long.
 */
export function createSpanForest(): SpanForest {
  const nodes = new Map<string, SpanNode>();
  const links = createLinks(nodes);
  let originNano: bigint | null = null;
  return {
    add(rows, packIds = []) {
      for (const row of rows) {
        originNano ??= BigInt(row.startTimeUnixNano);
        const packId = packIds[row.pack ?? -1] ?? null;
        const known = nodes.get(row.spanId);
        if (known === undefined) {
          const node = newNode(row, packId, originNano);
          nodes.set(row.spanId, node);
          links.link(node);
          links.adopt(node);
        } else if (rowSupersedes(row, known.span)) {
          links.unlink(known);
          Object.assign(known, { span: row, packId, ...timesOf(row, originNano) });
          links.link(known);
        }
      }
    },
    read() {
      links.arrange();
      const roots = [...links.roots].sort(byStart);
      return { roots, nodes, ...extentOf(nodes), originNano: originNano ?? 0n };
    },
  };
}

/** The trees of spans that are all here. */
export function forestOf(rows: readonly SpanRow[]): Forest {
  const forest = createSpanForest();
  forest.add(rows);
  return forest.read();
}

function newNode(span: SpanRow, packId: string | null, originNano: bigint): SpanNode {
  const place = { parent: null, children: [], depth: 0, isOrphan: false, reached: 0 };
  return { span, packId, ...place, ...timesOf(span, originNano) };
}

function timesOf(span: SpanRow, originNano: bigint): Pick<SpanNode, 'startMs' | 'endMs'> {
  const startMs = Number(BigInt(span.startTimeUnixNano) - originNano) / 1e6;
  return { startMs, endMs: Math.max(startMs, Number(BigInt(span.endTimeUnixNano) - originNano) / 1e6) };
}

/** Which node is below which, and which still wait for their parent. */
function createLinks(nodes: ReadonlyMap<string, SpanNode>) {
  const roots = new Set<SpanNode>();
  const waiting = new Map<string, Set<SpanNode>>();
  const unsorted = new Set<SpanNode>();
  let round = 0;

  const place = (node: SpanNode, parent: SpanNode) => {
    roots.delete(node);
    node.parent = parent;
    node.isOrphan = false;
    parent.children.push(node);
    unsorted.add(parent);
  };
  const wait = (node: SpanNode, parentId: string) => {
    const siblings = waiting.get(parentId);
    if (siblings) siblings.add(node);
    else waiting.set(parentId, new Set([node]));
  };
  const makeRoot = (node: SpanNode, isOrphan: boolean) => {
    if (node.parent) node.parent.children = node.parent.children.filter((child) => child !== node);
    node.parent = null;
    node.isOrphan = isOrphan;
    roots.add(node);
  };
  return {
    roots,
    link(node: SpanNode) {
      const { spanId, parentSpanId } = node.span;
      const parent = parentSpanId === undefined || parentSpanId === spanId ? undefined : nodes.get(parentSpanId);
      if (parent) return place(node, parent);
      makeRoot(node, parentSpanId !== undefined);
      if (parentSpanId !== undefined && parentSpanId !== spanId) wait(node, parentSpanId);
    },
    unlink(node: SpanNode) {
      waiting.get(node.span.parentSpanId ?? '')?.delete(node);
      makeRoot(node, false);
    },
    /** Takes those in that waited for it. */
    adopt(parent: SpanNode) {
      for (const child of waiting.get(parent.span.spanId) ?? []) place(child, parent);
      waiting.delete(parent.span.spanId);
    },
    /** Sorts what has changed, sets depths, and breaks cycles. */
    arrange() {
      for (const node of unsorted) node.children.sort(byStart);
      unsorted.clear();
      round += 1;
      if (setDepths(roots, round) === nodes.size) return;
      for (const node of nodes.values()) {
        if (node.reached === round) continue;
        makeRoot(node, true);
        setDepths([node], round);
      }
    },
  };
}

/** Sets depths below `roots` and marks what it reaches; answers how many that are. */
function setDepths(roots: Iterable<SpanNode>, round: number): number {
  const stack = [...roots];
  for (const root of stack) root.depth = 0;
  let count = 0;
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    node.reached = round;
    count += 1;
    for (const child of node.children) {
      child.depth = node.depth + 1;
      stack.push(child);
    }
  }
  return count;
}

/** What started first; of what started together the longer first, because a parent holds its children. */
function byStart(a: SpanNode, b: SpanNode): number {
  return a.startMs - b.startMs || b.endMs - a.endMs || (a.span.spanId < b.span.spanId ? -1 : 1);
}

function extentOf(nodes: ReadonlyMap<string, SpanNode>): Pick<Forest, 'startMs' | 'endMs'> {
  if (nodes.size === 0) return { startMs: 0, endMs: 0 };
  let [startMs, endMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const node of nodes.values()) {
    if (node.startMs < startMs) startMs = node.startMs;
    if (node.endMs > endMs) endMs = node.endMs;
  }
  return { startMs, endMs };
}
