import type { SpanNode } from '../span-forest.ts';

/** So many names that differ in nothing but numbers and ids are calls of one thing. */
const fewestAlike = 6;

const idOrNumber = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{18,22}|\b[0-9a-f]{8,}\b|\d+/gi;

export const patternOf = (name: string): string => name.replace(idOrNumber, '#');

/** Patterns of names, by type, that stand for many names: `triage ticket #` rather than 250 tickets. */
export function commonPatterns(nodes: Iterable<SpanNode>): ReadonlySet<string> {
  const names = new Map<string, Set<string>>();
  for (const { span } of nodes) {
    const pattern = patternOf(span.name);
    if (pattern === span.name) continue;
    const key = patternKey(span.type, pattern);
    const known = names.get(key);
    if (known === undefined) names.set(key, new Set([span.name]));
    else if (known.size < fewestAlike) known.add(span.name);
  }
  return new Set([...names].filter(([, alike]) => alike.size >= fewestAlike).map(([key]) => key));
}

export const patternKey = (type: string, pattern: string): string => `${type} ${pattern}`;
