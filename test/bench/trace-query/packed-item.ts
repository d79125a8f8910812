import { marshall } from '@aws-sdk/util-dynamodb';
import { unmarshallItem } from '../../../shared/aws/light/unmarshall-item.ts';

type Item = Record<string, unknown>;

/**
 * An item as DynamoDB would send it, in one text: a hundred thousand items of objects would make each full collection of garbage
 * take a second, which would be measured as if it were ours.
 */
export interface PackedItem {
  names: Names;
  /** The values as JSON, one after the other. */
  text: string;
  /** Where in `places` its values begin. */
  at: number;
  /** Its place among all items ever packed. */
  index: number;
}

/** Most items have the same attributes in the same order. */
interface Names {
  all: readonly string[];
  indexes: ReadonlyMap<string, number>;
  bytes: number;
}

const knownNames = new Map<string, Names>();
/** Of every item, where each of its values begins and where the last one ends. */
let places = new Uint32Array(1 << 20);
let used = 0;
let packedCount = 0;

export function packItem(item: Item): PackedItem {
  const wire = Object.entries(marshall(item, { removeUndefinedValues: true }));
  const values = wire.map(([, value]) => JSON.stringify(encodeBinary(value)));
  const at = used;
  let end = 0;
  remember(end);
  for (const { length } of values) {
    end += length;
    remember(end);
  }
  return { names: namesOf(wire.map(([name]) => name)), text: values.join(''), at, index: packedCount++ };
}

function remember(place: number): void {
  if (used === places.length) {
    const more = new Uint32Array(places.length * 2);
    more.set(places);
    places = more;
  }
  places[used++] = place;
}

function namesOf(all: readonly string[]): Names {
  const id = all.join('\n');
  const indexes = new Map(all.map((name, index) => [name, index]));
  const names = knownNames.get(id) ?? { all, indexes, bytes: id.length };
  knownNames.set(id, names);
  return names;
}

/** JSON of the whole item, or of those of its attributes that have these names. */
export function jsonOf(item: PackedItem, shown: readonly string[] = item.names.all): string {
  let json = '';
  for (const name of shown) {
    const value = jsonOfValue(item, name);
    if (value !== undefined) json += `${json === '' ? '' : ','}"${name}":${value}`;
  }
  return `{${json}}`;
}

/** What was sent of items before, by the names and then item: a database does not make answers in the process that is measured. */
const sent = new Map<string, string[]>();
const maxKeptNames = 4;

/** As `jsonOf`, and kept where few attributes are asked for of many items. */
export function jsonReader(shown: readonly string[] | undefined): (item: PackedItem) => string {
  if (shown === undefined || shown.length > maxKeptNames) return (item) => jsonOf(item, shown);
  const id = shown.join('\n');
  const column = sent.get(id) ?? new Array<string>(packedCount).fill('');
  sent.set(id, column);
  return (item) => {
    const known = column[item.index] || jsonOf(item, shown);
    column[item.index] = known;
    return known;
  };
}

/** About as DynamoDB counts it: of names and values. */
export function sizeOf({ names, text }: PackedItem): number {
  return text.length + names.bytes + 4 * names.all.length;
}

/** What conditions have looked at, by name and then item: a database would not parse text either. Equal values are one. */
const columns = new Map<string, unknown[]>();
const knownValues = new Map<string, unknown>();
const isAbsent = Symbol('absent');

export function attributeReader(name: string): (item: PackedItem) => unknown {
  // As long as it has to be, since an array that grows from its end becomes a slow one.
  const column = columns.get(name) ?? new Array<unknown>(packedCount).fill(undefined);
  columns.set(name, column);
  return (item) => {
    const known = column[item.index] ?? attributeOf(item, name);
    column[item.index] = known;
    return known === isAbsent ? undefined : known;
  };
}

function attributeOf(item: PackedItem, name: string): unknown {
  const json = jsonOfValue(item, name);
  if (json === undefined) return isAbsent;
  const value = knownValues.get(json) ?? unmarshallItem({ value: JSON.parse(json) })['value'];
  knownValues.set(json, value);
  return value;
}

export function unpackItem(item: PackedItem): Item {
  return unmarshallItem(JSON.parse(jsonOf(item)));
}

function jsonOfValue({ names, text, at }: PackedItem, name: string): string | undefined {
  const index = names.indexes.get(name);
  return index === undefined ? undefined : text.slice(places[at + index], places[at + index + 1]);
}

function encodeBinary(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('B' in value) return { B: Buffer.from(value.B as Uint8Array).toString('base64') };
  return 'L' in value ? { L: (value.L as unknown[]).map(encodeBinary) } : value;
}
