import type { Forest, SpanNode } from './span-forest.ts';

/** A stretch of time in which the trace waited for this span itself. */
export interface PathSegment {
  node: SpanNode;
  startMs: number;
  endMs: number;
}

interface Frame {
  node: SpanNode;
  /** What of the span counts: children that run on after their parent do not hold it up. */
  startMs: number;
  /** Everything after this is explained. */
  cursor: number;
  /** Children by end, the last one on top. */
  left: SpanNode[];
}

/**
 * The spans that decide when `root` ends, latest first: from its end back through the child that finished last, and before
 * that child began, through the one that finished last by then. The stretches follow each other without gap or overlap,
 * so they last as long as the root. Shortening anything else would not make the root any shorter.
 */
export function criticalPathOf(root: SpanNode): PathSegment[] {
  const segments: PathSegment[] = [];
  const stack = [frameOf(root, root.startMs, root.endMs)];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const child = nextChild(frame);
    if (child === null) {
      addSegment(segments, frame.node, frame.startMs, frame.cursor);
      stack.pop();
      continue;
    }
    const startMs = Math.max(child.startMs, frame.startMs);
    const endMs = Math.min(child.endMs, frame.cursor);
    addSegment(segments, frame.node, endMs, frame.cursor);
    frame.cursor = startMs;
    stack.push(frameOf(child, startMs, endMs));
  }
  return segments;
}

function frameOf(node: SpanNode, startMs: number, endMs: number): Frame {
  const end = (child: SpanNode) => Math.min(child.endMs, endMs);
  // Of those that end together the one that began last is nearest to the cause.
  const left = node.children.toSorted((a, b) => end(a) - end(b) || a.startMs - b.startMs);
  // Children that end after their parent end with it.
  return { node, startMs, cursor: endMs, left };
}

/** The child that finished last before the cursor; null if the span itself is all that remains. */
function nextChild(frame: Frame): SpanNode | null {
  const isFirst = frame.left.length === frame.node.children.length;
  const frameEnd = frame.cursor;
  for (let child = frame.left.pop(); child !== undefined; child = frame.left.pop()) {
    const end = isFirst ? Math.min(child.endMs, frameEnd) : child.endMs;
    const start = Math.max(child.startMs, frame.startMs);
    if (end <= frame.cursor && end > start) return child;
  }
  return null;
}

function addSegment(segments: PathSegment[], node: SpanNode, startMs: number, endMs: number): void {
  if (endMs > startMs) segments.push({ node, startMs, endMs });
}

/** The critical path of a trace, by span; of several roots the longest counts. */
export function segmentsByNode(forest: Forest): Map<SpanNode, PathSegment[]> {
  const whole = forest.roots.filter(({ isOrphan }) => !isOrphan);
  const [root] = (whole.length > 0 ? whole : forest.roots).toSorted((a, b) => durationOf(b) - durationOf(a));
  const byNode = new Map<SpanNode, PathSegment[]>();
  if (root === undefined) return byNode;
  for (const segment of criticalPathOf(root)) {
    const known = byNode.get(segment.node);
    if (known) known.push(segment);
    else byNode.set(segment.node, [segment]);
  }
  return byNode;
}

const durationOf = ({ startMs, endMs }: SpanNode) => endMs - startMs;
