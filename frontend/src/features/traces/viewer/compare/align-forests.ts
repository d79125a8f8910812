import type { Forest, SpanNode } from '../span-forest.ts';

/** A span in one trace and what stands for it in the other; null where one has none. At least one is there. */
export interface AlignedSpan {
  before: SpanNode | null;
  after: SpanNode | null;
  depth: number;
}

/**
 * Two traces as one tree, from top to bottom: spans stand for each other that have the same type and name, below spans that
 * stand for each other, the first for the first, the second for the second. Linear in the number of spans.
 */
export function alignForests(before: Forest, after: Forest): AlignedSpan[] {
  const rows: AlignedSpan[] = [];
  const stack = alignSiblings(before.roots, after.roots, 0).reverse();
  for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
    rows.push(row);
    const below = alignSiblings(row.before?.children ?? [], row.after?.children ?? [], row.depth + 1);
    for (let i = below.length - 1; i >= 0; i -= 1) {
      const child = below[i];
      if (child) stack.push(child);
    }
  }
  return rows;
}

/** In the order of `after`; what only `before` has stands where it stood there. */
function alignSiblings(before: readonly SpanNode[], after: readonly SpanNode[], depth: number): AlignedSpan[] {
  const partners = pairUp(before, after);
  const places = new Map(before.map((node, index) => [node, index]));
  const rows: AlignedSpan[] = [];
  let next = 0;
  const addGoneUntil = (end: number) => {
    for (; next < end; next += 1) {
      const node = before[next];
      if (node && !partners.has(node)) rows.push({ before: node, after: null, depth });
    }
  };
  for (const node of after) {
    const partner = partners.get(node) ?? null;
    if (partner !== null) addGoneUntil(places.get(partner) ?? 0);
    rows.push({ before: partner, after: node, depth });
  }
  addGoneUntil(before.length);
  return rows;
}

function pairUp(before: readonly SpanNode[], after: readonly SpanNode[]): Map<SpanNode, SpanNode> {
  const waiting = Map.groupBy(before, keyOf);
  const seen = new Map<string, number>();
  const partners = new Map<SpanNode, SpanNode>();
  for (const node of after) {
    const key = keyOf(node);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    const partner = waiting.get(key)?.[count];
    if (partner === undefined) continue;
    partners.set(node, partner);
    partners.set(partner, node);
  }
  return partners;
}

const keyOf = ({ span }: SpanNode) => `${span.type} ${span.name}`;
