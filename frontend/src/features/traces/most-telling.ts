import type { SpanNode } from './viewer/span-forest.ts';
import type { SpanTab } from './viewer/viewer-search.ts';

/**
 * What a reader most likely came for: the decision, if that is what the link says; else the first failure that counts and
 * has a reason, the first model call, the first span.
 */
export function mostTelling(nodes: Iterable<SpanNode>, tab?: SpanTab): SpanNode | null {
  const first: Partial<Record<keyof typeof tests, SpanNode>> = {};
  for (const node of nodes) {
    for (const rank of ranks) {
      if (!tests[rank](node)) continue;
      const known = first[rank];
      if (known === undefined || startsBefore(node, known)) first[rank] = node;
    }
  }
  const decided = tab === 'decision' ? first.decision : undefined;
  return decided ?? first.failure ?? first.call ?? first.any ?? null;
}

const tests = {
  decision: ({ span }: SpanNode) => span.hasDecision === true,
  failure: ({ span }: SpanNode) =>
    span.status === 'error' && !span.isSuperseded && (span.statusMessage ?? span.errorType) !== undefined,
  call: ({ span }: SpanNode) => span.model !== undefined,
  any: () => true,
};
const ranks = Object.keys(tests) as (keyof typeof tests)[];

function startsBefore(a: SpanNode, b: SpanNode): boolean {
  return a.startMs !== b.startMs ? a.startMs < b.startMs : a.depth < b.depth;
}
