import type { Forest, SpanNode } from './span-forest.ts';

/** Time in a span that none of its children covers: its own work, or waiting that nobody traced. */
export interface Gap {
  node: SpanNode;
  startMs: number;
  endMs: number;
}

/** The gaps of one span, in order; a span without children has none, it is all work of its own. */
export function gapsOf(node: SpanNode): Gap[] {
  if (node.children.length === 0) return [];
  const gaps: Gap[] = [];
  let covered = node.startMs;
  // Children are by start.
  for (const child of node.children) {
    const startMs = Math.min(child.startMs, node.endMs);
    if (startMs > covered) gaps.push({ node, startMs: covered, endMs: startMs });
    covered = Math.max(covered, Math.min(child.endMs, node.endMs));
  }
  if (node.endMs > covered) gaps.push({ node, startMs: covered, endMs: node.endMs });
  return gaps;
}

/** How long a span worked, or waited, itself: what its children do not cover. */
export function selfTimeOf(node: SpanNode): number {
  if (node.children.length === 0) return node.endMs - node.startMs;
  return gapsOf(node).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/** The longest gaps of a trace, longest first; none below `leastShare` of the trace. */
export function longestGaps(forest: Forest, most: number, leastShare = 0.01): Gap[] {
  const least = (forest.endMs - forest.startMs) * leastShare;
  const gaps: Gap[] = [];
  for (const node of forest.nodes.values()) {
    if (node.children.length === 0) continue;
    for (const gap of gapsOf(node)) if (gap.endMs - gap.startMs > least) gaps.push(gap);
  }
  return gaps.sort((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs)).slice(0, most);
}
