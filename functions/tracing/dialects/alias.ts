import type { Attributes } from '../otlp/otlp-request.ts';
import type { Convention } from './dialect.ts';

/** An attribute that may hold a canonical field. */
export interface Alias<T> {
  attribute: string;
  dialect: Convention;
  /** Null for a value that is not of the kind meant. */
  read: Reader<T>;
}

export type Reader<T> = (value: unknown) => T | null;
/** Where a canonical field is found: the preferred name first. */
export type Rule<T> = readonly Alias<T>[];
/** One rule per field. */
export type RuleTable<T> = { readonly [Field in keyof T]: Rule<NonNullable<T[Field]>> };

/** Aliases of one dialect that are read alike. */
export function aliases<T>(dialect: Convention, read: Reader<T>, ...attributes: string[]): Alias<T>[] {
  return attributes.map((attribute) => ({ attribute, dialect, read }));
}

/** The value of the first attribute that has one. */
export function applyRule<T>(rule: Rule<T>, attributes: Attributes): T | null {
  for (const { attribute, read } of rule) {
    const value = Object.hasOwn(attributes, attribute) ? read(attributes[attribute]) : null;
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
