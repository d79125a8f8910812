import * as z from 'zod';
import { ValidationError } from '../http/errors.ts';

export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/**
 * An opaque position in a list. It holds only where the page ended, never the partition: that comes from the caller's
 * own project, so a forged cursor reads nothing else.
 */
export function encodeCursor(list: string, position: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url');
}

/**
 * The position in a cursor of that list, whose parts have the shapes given. Throws a `ValidationError` that names
 * `query.cursor`.
 */
export function decodeCursor(list: string, shapes: readonly RegExp[], cursor: string): string[] {
  const parsed = z.array(z.string()).safeParse(parseCursor(cursor));
  const [name, ...position] = parsed.data ?? [];
  const isWhole =
    position.length === shapes.length && shapes.every((shape, index) => shape.test(position[index] ?? ''));
  if (name !== list || !isWhole) {
    throw new ValidationError([{ field: 'query.cursor', message: 'send the `nextCursor` of a page of this list' }]);
  }
  return position;
}

/** Cuts a page out of one row more than was asked for: the extra row tells whether there is a next page. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  toItem: (row: R) => T,
  toCursor: (row: R) => string,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(toItem), nextCursor: rows.length > limit && last ? toCursor(last) : null };
}

function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
