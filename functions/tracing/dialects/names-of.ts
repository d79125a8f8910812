import type { Attributes } from '../otlp/otlp-request.ts';

const known = new WeakMap<Attributes, readonly string[]>();

/**
 * The names of attributes that no longer change. They are listed once: a dozen rules look for beginnings of names, and to list
 * hundreds of thousands takes a second.
 */
export function namesOf(attributes: Attributes): readonly string[] {
  const names = known.get(attributes) ?? Object.keys(attributes);
  known.set(attributes, names);
  return names;
}
