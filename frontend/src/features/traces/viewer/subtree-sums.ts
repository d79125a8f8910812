import type { SpanNode } from './span-forest.ts';

/** Of a span and everything below it. */
export interface SubtreeSums {
  tokens: number;
  /** USD × 10⁻⁹; null if none is known. */
  costNanoUsd: number | null;
  /** Spans whose usage has no known price: the cost lacks them. */
  unpricedCount: number;
}

/** Agents and workflows only repeat what the calls below them report; the store does not count it either. */
export const repeatsUsage = ({ type }: Pick<SpanNode['span'], 'type'>) => type === 'agent' || type === 'workflow';

/** Tokens and cost of each span with all below it. The sums of the roots are those of the trace. Without recursion. */
export function subtreeSums(roots: readonly SpanNode[]): Map<SpanNode, SubtreeSums> {
  const order: SpanNode[] = [];
  const stack = [...roots];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    order.push(node);
    // Not spread: a call takes only so many arguments.
    for (const child of node.children) stack.push(child);
  }
  const sums = new Map<SpanNode, SubtreeSums>();
  for (const node of order.reverse()) {
    const sum = ownSums(node);
    for (const child of node.children) {
      const below = sums.get(child);
      sum.tokens += below?.tokens ?? 0;
      sum.costNanoUsd = addCost(sum.costNanoUsd, below?.costNanoUsd ?? null);
      sum.unpricedCount += below?.unpricedCount ?? 0;
    }
    sums.set(node, sum);
  }
  return sums;
}

/** The same of one span: with nothing kept, it takes a tenth of the time. */
export function subtreeSum(root: SpanNode): SubtreeSums {
  const sum: SubtreeSums = noSums();
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const own = ownSums(node);
    sum.tokens += own.tokens;
    sum.costNanoUsd = addCost(sum.costNanoUsd, own.costNanoUsd);
    sum.unpricedCount += own.unpricedCount;
    for (const child of node.children) stack.push(child);
  }
  return sum;
}

export const noSums = (): SubtreeSums => ({ tokens: 0, costNanoUsd: null, unpricedCount: 0 });

function ownSums({ span }: SpanNode): SubtreeSums {
  if (repeatsUsage(span)) return noSums();
  const { inputTokens, outputTokens = 0, costNanoUsd = null } = span;
  const isUnpriced = inputTokens !== undefined && costNanoUsd === null;
  return { tokens: (inputTokens ?? 0) + outputTokens, costNanoUsd, unpricedCount: isUnpriced ? 1 : 0 };
}

export function addCost(a: number | null, b: number | null): number | null {
  return a === null ? b : a + (b ?? 0);
}
