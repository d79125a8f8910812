import type { Span } from '../../../../shared/contract/span.ts';

export interface SpanNode {
  span: Span;
  children: SpanNode[];
  depth: number;
  /** Its parent is named but not in the trace: not arrived yet, or never sent. */
  isOrphan: boolean;
}

/**
 * Spans as a forest, siblings by start time. Spans whose parents are missing become roots, and so does one span of a
 * cycle, so that every span is shown exactly once. Without recursion: a trace may be 100,000 spans deep.
 */
export function buildSpanTree(spans: readonly Span[]): SpanNode[] {
  const nodes = new Map(spans.map((span) => [span.spanId, newNode(span)]));
  const roots = [...nodes.values()].filter((node) => !linkToParent(node, nodes));
  const reached = arrange(roots);
  for (const node of nodes.values()) {
    if (reached.has(node)) continue;
    unlinkFromParent(node, nodes);
    roots.push(node);
    for (const below of arrange([node])) reached.add(below);
  }
  return roots.sort(byStart);
}

const newNode = (span: Span): SpanNode => ({ span, children: [], depth: 0, isOrphan: false });

function linkToParent(node: SpanNode, nodes: Map<string, SpanNode>): boolean {
  if (node.span.parentSpanId === null) return false;
  const parent = nodes.get(node.span.parentSpanId);
  node.isOrphan = parent === undefined || parent === node;
  if (parent === undefined || parent === node) return false;
  parent.children.push(node);
  return true;
}

/** Breaks a cycle: `node` becomes a root. */
function unlinkFromParent(node: SpanNode, nodes: Map<string, SpanNode>): void {
  const parent = nodes.get(node.span.parentSpanId ?? '');
  if (parent) parent.children = parent.children.filter((child) => child !== node);
  node.isOrphan = true;
}

/** Sorts children and sets depths below `roots`; returns what it reached. */
function arrange(roots: readonly SpanNode[]): Set<SpanNode> {
  const reached = new Set<SpanNode>();
  const stack = [...roots];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    reached.add(node);
    node.children.sort(byStart);
    for (const child of node.children) {
      child.depth = node.depth + 1;
      stack.push(child);
    }
  }
  return reached;
}

/** Decimal strings of one length compare like numbers, and keep the nanoseconds that a number would lose. */
function byStart(a: SpanNode, b: SpanNode): number {
  const [left, right] = [a.span.startTimeUnixNano, b.span.startTimeUnixNano];
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return a.span.spanId < b.span.spanId ? -1 : 1;
  return left < right ? -1 : 1;
}
