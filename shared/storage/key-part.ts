/**
 * Escapes a part of a table key that a user supplied, so that it cannot forge the separator `#` or any other part.
 * Reversible with `decodeURIComponent`.
 */
export function keyPart(value: string): string {
  return encodeURIComponent(value);
}
