import type { NumberField, TextField } from './fields.ts';

/** Literal texts with anything between them: `gpt-5*` is `['gpt-5', '']`. One text alone is the whole value. */
export type Pattern = readonly [string, ...string[]];

export type Comparison = '>' | '>=' | '<' | '<=' | '=';

/**
 * What a filter says, parsed. `and` of nothing is the empty filter, which every trace fits. Made by the parser and by
 * `allOf` and `anyOf`, which keep it flat.
 */
export type Filter =
  | { kind: 'and'; of: readonly Filter[] }
  | { kind: 'or'; of: readonly Filter[] }
  | { kind: 'not'; of: Filter }
  /** Anywhere in the trace: names, inputs, outputs, error messages, attributes. */
  | { kind: 'text'; pattern: Pattern }
  | { kind: 'field'; field: TextField; pattern: Pattern }
  /** Exactly this value, letter by letter. */
  | { kind: 'exact'; field: TextField; value: string }
  /** In the field's own unit: nano-USD, milliseconds, a count. */
  | { kind: 'number'; field: NumberField; comparison: Comparison; value: number }
  | { kind: 'metadata'; key: string; pattern: Pattern }
  | { kind: 'metadataExact'; key: string; value: string }
  | { kind: 'score'; name: string; comparison: Comparison; value: number }
  | { kind: 'scoreLabel'; name: string; pattern: Pattern }
  | { kind: 'has'; what: Presence }
  | { kind: 'is'; what: Trait };

/** What `has:` asks for. */
export const presences = [
  'session',
  'user',
  'score',
  'error',
  'tag',
  'prompt',
  'metadata',
  'key',
  'model',
  'name',
  'environment',
  'release',
  'service',
  'cost',
  'ttft',
  'input',
  'output',
] as const;
export type Presence = (typeof presences)[number];

/** What `is:` asks for. */
export const traits = ['simulated', 'estimated', 'unpriced'] as const;
export type Trait = (typeof traits)[number];

export const everything: Filter = { kind: 'and', of: [] };

export function allOf(filters: readonly Filter[]): Filter {
  return join('and', filters);
}

export function anyOf(filters: readonly Filter[]): Filter {
  return join('or', filters);
}

function join(kind: 'and' | 'or', filters: readonly Filter[]): Filter {
  const of = filters.flatMap((filter) => (filter.kind === kind ? filter.of : [filter]));
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { kind, of };
}
