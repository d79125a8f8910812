/** A line of JSON as it is drawn: a value, the two ends of an object or list, or what is not drawn yet. */
export interface JsonRow {
  /** A JSON pointer; of an end with a `]` behind it. */
  id: string;
  depth: number;
  /** Null at the top and in lists. */
  name: string | null;
  kind: 'value' | 'open' | 'closed' | 'end' | 'more';
  value: unknown;
  /** Entries of an object or list; of `more` those that are left. */
  count: number;
}

export interface JsonFold {
  /** Those that the reader opened or closed, by pointer. */
  toggled: ReadonlyMap<string, boolean>;
  /** How many entries are drawn of a long one, by pointer. */
  shown: ReadonlyMap<string, number>;
}

export const entriesAtOnce = 100;
/** Beyond it a browser takes too long to lay out; copying has everything. */
export const mostRows = 3000;
const smallEntries = 8;
const smallDepth = 3;

/** What is small and not far down is read at a glance, so it is open. */
const isOpenAtFirst = (count: number, depth: number) => depth === 0 || (count <= smallEntries && depth <= smallDepth);

/** The lines of `value` that are to be drawn, at most `mostRows`. */
export function jsonRows(value: unknown, fold: JsonFold): JsonRow[] {
  const rows: JsonRow[] = [];
  addRows(rows, fold, { id: '', name: null, depth: 0, value });
  return rows.slice(0, mostRows);
}

type Entry = Pick<JsonRow, 'id' | 'name' | 'depth' | 'value'>;

function addRows(rows: JsonRow[], fold: JsonFold, entry: Entry): void {
  if (rows.length >= mostRows) return;
  const { id, depth, value } = entry;
  const entries = entriesOf(value) ?? [];
  const count = entries.length;
  const isOpen = fold.toggled.get(id) ?? isOpenAtFirst(count, depth);
  rows.push({ ...entry, kind: count === 0 ? 'value' : isOpen ? 'open' : 'closed', count });
  if (count === 0 || !isOpen) return;
  const shown = fold.shown.get(id) ?? entriesAtOnce;
  for (const [key, child] of entries.slice(0, shown)) {
    const name = Array.isArray(value) ? null : key;
    addRows(rows, fold, { id: `${id}/${escapePointer(key)}`, name, depth: depth + 1, value: child });
  }
  if (count > shown) rows.push({ id, name: null, depth: depth + 1, value, kind: 'more', count: count - shown });
  rows.push({ id: `${id}]`, name: null, depth, value, kind: 'end', count });
}

/** Null of what has no entries of its own. */
function entriesOf(value: unknown): [string, unknown][] | null {
  return typeof value === 'object' && value !== null ? Object.entries(value) : null;
}

/** Every object and list, so that all can be opened or closed; no more than can be drawn. */
export function jsonContainers(value: unknown): string[] {
  const ids: string[] = [];
  const stack: [string, unknown][] = [['', value]];
  for (let next = stack.pop(); next !== undefined && ids.length < mostRows; next = stack.pop()) {
    const [id, each] = next;
    const entries = entriesOf(each);
    if (entries === null || entries.length === 0) continue;
    ids.push(id);
    for (const [key, child] of entries.toReversed()) stack.push([`${id}/${escapePointer(key)}`, child]);
  }
  return ids;
}

const escapePointer = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

const previewEntries = 4;
const previewText = 24;

/** What a closed object or list holds, in a few words. */
export function jsonPreview(value: unknown): string {
  const isList = Array.isArray(value);
  const entries = entriesOf(value) ?? [];
  const parts = entries
    .slice(0, previewEntries)
    .map(([key, each]) => (isList ? shortOf(each) : `${key}: ${shortOf(each)}`));
  const text = [...parts, ...(entries.length > previewEntries ? ['…'] : [])].join(', ');
  return isList ? `[${text}]` : `{ ${text} }`;
}

function shortOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? '{}' : '{…}';
  const text = typeof value === 'string' && value.length > previewText ? `${value.slice(0, previewText)}…` : value;
  return JSON.stringify(text) ?? String(value);
}
