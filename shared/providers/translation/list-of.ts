/** One thing as a list of one, nothing as an empty one: for `flatMap` where types must stay. */
export function listOf<T>(value: T | null): T[] {
  return value === null ? [] : [value];
}
