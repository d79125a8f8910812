import type { SpanNode } from './viewer/span-forest.ts';

/** Failures that say the same of spans of one name. */
export interface FailureGroup {
  /** The first by time. */
  node: SpanNode;
  count: number;
}

/** What failed and counts, those first that most likely were the cause; and how many there are in all. */
export function failuresOf(nodes: Iterable<SpanNode>): { groups: FailureGroup[]; count: number } {
  const failed = [...nodes].filter(isFailure);
  const telling = failed.filter(({ span }) => (span.statusMessage ?? span.errorType) !== undefined);
  const ordered = causesFirst(telling.length > 0 ? telling : failed);
  const groups = new Map<string, FailureGroup>();
  for (const node of ordered) {
    const { name, errorType, statusMessage } = node.span;
    const key = JSON.stringify([name, errorType, statusMessage]);
    const known = groups.get(key);
    if (known) known.count += 1;
    else groups.set(key, { node, count: 1 });
  }
  return { groups: [...groups.values()], count: failed.length };
}

/**
 * The failure that explains most: the first with an exception below which none failed with one; a span that only repeats what
 * happened below it, or that names no error, explains less. Null without a failure that says anything.
 */
export function firstCause(nodes: Iterable<SpanNode>): SpanNode | null {
  const failed = [...nodes].filter(isFailure);
  const typed = failed.filter(({ span }) => span.errorType !== undefined);
  const said = typed.length > 0 ? typed : failed.filter(({ span }) => span.statusMessage !== undefined);
  return causesFirst(said)[0] ?? null;
}

/** An attempt that another made good is no failure of the trace. */
const isFailure = ({ span }: SpanNode) => span.status === 'error' && !span.isSuperseded;

/** By time those below which none of them lies; then the others, the innermost first. Linear but for the sorting. */
function causesFirst(failed: readonly SpanNode[]): SpanNode[] {
  const holdsFailure = new Set<SpanNode>();
  for (const { parent } of failed) {
    for (let node = parent; node !== null && !holdsFailure.has(node); node = node.parent) holdsFailure.add(node);
  }
  const rankOf = (node: SpanNode) => (holdsFailure.has(node) ? 1 : 0);
  return failed.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      (rankOf(a) === 1 ? b.depth - a.depth : 0) ||
      a.startMs - b.startMs ||
      (a.span.spanId < b.span.spanId ? -1 : 1),
  );
}
