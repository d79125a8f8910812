import { firstCause } from './failures-of.ts';
import type { SpanNode } from './viewer/span-forest.ts';
import type { SpanTab } from './viewer/viewer-search.ts';

/**
 * What a reader most likely came for: the decision, if that is what the link says; else what made the trace fail, the first
 * model call, the first span.
 */
export function mostTelling(nodes: ReadonlyMap<string, SpanNode>, tab?: SpanTab): SpanNode | null {
  const first: Partial<Record<keyof typeof tests, SpanNode>> = {};
  for (const node of nodes.values()) {
    for (const rank of ranks) {
      if (!tests[rank](node)) continue;
      const known = first[rank];
      if (known === undefined || startsBefore(node, known)) first[rank] = node;
    }
  }
  const decided = tab === 'decision' ? first.decision : undefined;
  return decided ?? firstCause(nodes.values()) ?? first.call ?? first.any ?? null;
}

const tests = {
  decision: ({ span }: SpanNode) => span.hasDecision === true,
  call: ({ span }: SpanNode) => span.model !== undefined,
  any: () => true,
};
const ranks = Object.keys(tests) as (keyof typeof tests)[];

function startsBefore(a: SpanNode, b: SpanNode): boolean {
  return a.startMs !== b.startMs ? a.startMs < b.startMs : a.depth < b.depth;
}
