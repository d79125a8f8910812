import type { Attributes } from '../otlp-request.ts';

/** Where a canonical field is found: the attributes that may hold it, the preferred name first. */
export interface Rule<T> {
  attributes: readonly string[];
  /** Null for a value that is not of the kind meant. */
  read: (value: unknown) => T | null;
}

/** One rule per field. */
export type RuleTable<T> = { readonly [Field in keyof T]: Rule<NonNullable<T[Field]>> };

/** The value of the first attribute that has one. */
export function applyRule<T>(rule: Rule<T>, attributes: Attributes): T | null {
  for (const name of rule.attributes) {
    const value = Object.hasOwn(attributes, name) ? rule.read(attributes[name]) : null;
    if (value !== null) return value;
  }
  return null;
}

/** Every field of the table that the attributes have. */
export function applyRules<T>(table: RuleTable<T>, attributes: Attributes): Partial<T> {
  const entries = Object.entries(table as Record<string, Rule<unknown>>)
    .map(([field, rule]) => [field, applyRule(rule, attributes)] as const)
    .filter(([, value]) => value !== null);
  return Object.fromEntries(entries) as Partial<T>;
}

export function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A count; some instrumentations write numbers as text. */
export function readCount(value: unknown): number | null {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isFinite(count) ? count : null;
}

export function readFlag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

export function readTexts(value: unknown): string[] | null {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : null;
}

/** Deeper JSON stays text: nobody means it, and what serialises it later could run out of stack. */
const maxJsonDepth = 200;

/** A value that attributes carry as JSON text, or as structured values where the SDK supports them. */
export function readJson(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null;
  if (deepestBracket(value) > maxJsonDepth) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** At least the depth of the JSON: brackets inside strings count too. */
function deepestBracket(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
