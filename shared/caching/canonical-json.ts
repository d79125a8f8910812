import { isObject } from '../json/json-object.ts';

/** JSON in which the order of members says nothing: two values have the same text only if they are the same value. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => (isObject(member) ? sorted(member) : member));
}

/** Without a prototype, so that a member called `__proto__` is one like any other. Integer-like names come first, always. */
function sorted(object: Record<string, unknown>): unknown {
  const names = Object.keys(object).sort();
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const name of names) copy[name] = object[name];
  return copy;
}
