/** Helpers to read a URL's search: what is missing or malformed is left out, so a link of any age opens. */

export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function oneOf<const T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((each) => each === value);
}

export function flagOf(value: unknown): true | undefined {
  return value === true || value === 'true' ? true : undefined;
}

/** Drops what is undefined: an absent filter is no part of the URL. */
export function compact<T extends object>(search: T): { [K in keyof T]?: T[K] } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as never;
}
