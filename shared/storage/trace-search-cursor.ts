import { createHash } from 'node:crypto';
import { ValidationError } from '../http/errors.ts';
import type { Filter } from '../trace-filter/filter.ts';
import { formatFilter } from '../trace-filter/format-filter.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { timeRange } from './trace-keys.ts';
import { type SearchRange, searchRange } from './trace-search-source.ts';

/** Where a search begins. */
export interface SearchStart {
  range: SearchRange;
  /** Traces shown on the pages before, as far as they are remembered. */
  shown: ShownTraces;
}

export interface SearchRequest {
  /** Epoch milliseconds: [from, to). A cursor brings its own. */
  from: number;
  to: number;
  filter: Filter;
  cursor?: string | undefined;
}

/** Throws a `ValidationError` if the cursor is none of this list, or of another filter. */
export function startOfSearch({ from, to, filter, cursor }: SearchRequest): SearchStart {
  if (cursor === undefined) return { range: searchRange(from, timeRange(0, to)[1]), shown: new ShownTraces() };
  const last = decodeSearchCursor(cursor, filter);
  return { range: searchRange(last.from, last.position), shown: last.shown };
}

/** The cursor that goes on below a position, after these traces were shown. */
export function cursorAfter(position: string, traceIds: readonly string[], start: SearchStart, filter: Filter): string {
  const shown = start.shown.with(traceIds);
  return encodeCursor(cursorName, [position, String(start.range.from), digestOf(filter), shown.encode()]);
}

const cursorName = 'traces';
const cursorShapes = [/^\d{14}(#[0-9a-f]{32})?$/, /^\d{1,14}$/, /^[0-9a-f]{16}$/, /^[\w-]*$/];

function decodeSearchCursor(cursor: string, filter: Filter) {
  const [position = '', from, digest, shown = ''] = decodeCursor(cursorName, cursorShapes, cursor);
  if (digest !== digestOf(filter)) {
    const message = 'this cursor is of another filter; send the same filter as before, or no cursor to start anew';
    throw new ValidationError([{ field: 'query.cursor', message }]);
  }
  return { position, from: Number(from), shown: ShownTraces.decode(shown) };
}

function digestOf(filter: Filter): string {
  return createHash('sha256').update(formatFilter(filter)).digest('hex').slice(0, 16);
}

const digitsPerId = 10;
/** A cursor has 2,048 characters at most. */
const maxShown = 150;

/**
 * The traces that were shown last. One whose start moves back, because its first span came late, would otherwise show up
 * again further down. Of an id five bytes are enough: two of 150 are alike once in 50 million pages.
 */
export class ShownTraces {
  private readonly ids: Set<string>;

  constructor(ids: Iterable<string> = []) {
    this.ids = new Set(ids);
  }

  static decode(text: string): ShownTraces {
    const hex = Buffer.from(text, 'base64url').toString('hex');
    return new ShownTraces(hex.match(new RegExp(`.{${digitsPerId}}`, 'g')) ?? []);
  }

  /** Asked of every row that is read. */
  has(traceId: string): boolean {
    return this.ids.size > 0 && this.ids.has(shorten(traceId));
  }

  with(traceIds: readonly string[]): ShownTraces {
    return new ShownTraces([...this.ids, ...traceIds.map(shorten)].slice(-maxShown));
  }

  encode(): string {
    return Buffer.from([...this.ids].join(''), 'hex').toString('base64url');
  }
}

/**
 * Five bytes that differ if any part of an id does. Its first bytes alone are not enough: ids of the gateway begin with the
 * millisecond, those of X-Ray with the second, and others may be padded.
 */
function shorten(traceId: string): string {
  const parts = [traceId.slice(0, 10), traceId.slice(11, 21), traceId.slice(-digitsPerId)];
  const sum = parts.reduce((total, part) => total + Number.parseInt(part, 16), 0) % 2 ** (4 * digitsPerId);
  return sum.toString(16).padStart(digitsPerId, '0');
}
