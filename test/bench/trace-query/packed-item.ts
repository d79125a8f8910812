import { marshall } from '@aws-sdk/util-dynamodb';
import { unmarshallItem } from '../../../shared/aws/light/unmarshall-item.ts';

type Item = Record<string, unknown>;

/**
 * An item as DynamoDB would send it, in bytes outside of JavaScript's heap: a hundred thousand items of objects would make each
 * full collection of garbage take a second, and that second would be measured as if it were ours.
 */
export interface PackedItem {
  names: Names;
  /** Where the value of each name begins, and where the last one ends: four bytes each. Then the values, as JSON. */
  packed: Buffer;
}

/** Most items have the same attributes in the same order. */
interface Names {
  places: ReadonlyMap<string, number>;
  all: readonly string[];
  bytes: number;
}

const knownNames = new Map<string, Names>();

export function packItem(item: Item): PackedItem {
  const wire = Object.entries(marshall(item, { removeUndefinedValues: true }));
  const names = namesOf(wire.map(([name]) => name));
  const values = wire.map(([, value]) => Buffer.from(JSON.stringify(encodeBinary(value))));
  const places = Buffer.alloc((wire.length + 1) * 4);
  let end = places.byteLength;
  for (const [index, { byteLength }] of values.entries()) {
    places.writeUInt32LE(end, index * 4);
    end += byteLength;
  }
  places.writeUInt32LE(end, wire.length * 4);
  return { names, packed: Buffer.concat([places, ...values]) };
}

function namesOf(all: readonly string[]): Names {
  const id = all.join('\n');
  const places = new Map(all.map((name, index) => [name, index]));
  const names = knownNames.get(id) ?? { places, all, bytes: id.length };
  knownNames.set(id, names);
  return names;
}

/** JSON of the whole item, or of those of its attributes that have these names. */
export function jsonOf(item: PackedItem, shown: readonly string[] = item.names.all): string {
  let json = '';
  for (const name of shown) {
    const value = jsonOfValue(item, name);
    if (value !== undefined) json += `${json === '' ? '' : ','}${JSON.stringify(name)}:${value}`;
  }
  return `{${json}}`;
}

/** About as DynamoDB counts it: of names and values. */
export function sizeOf({ names, packed }: PackedItem): number {
  return packed.byteLength - 4 + names.bytes;
}

export function readAttribute({ names, packed }: PackedItem, name: string): unknown {
  const index = names.places.get(name);
  if (index === undefined) return undefined;
  const [start, end] = [packed.readUInt32LE(index * 4), packed.readUInt32LE(index * 4 + 4)];
  // `{"S":"…"}` and `{"N":"…"}`, which nearly all are.
  const type = packed[start + 2];
  const text = type === codeOfS || type === codeOfN ? packed.toString('utf8', start + 6, end - 2) : '\\';
  if (text.includes('\\')) return unmarshallItem({ value: JSON.parse(packed.toString('utf8', start, end)) })['value'];
  return type === codeOfS ? text : Number(text);
}

const [codeOfN, codeOfS] = ['N'.charCodeAt(0), 'S'.charCodeAt(0)];

export function unpackItem(item: PackedItem): Item {
  return unmarshallItem(JSON.parse(jsonOf(item)));
}

function jsonOfValue({ names, packed }: PackedItem, name: string): string | undefined {
  const index = names.places.get(name);
  if (index === undefined) return undefined;
  return packed.toString('utf8', packed.readUInt32LE(index * 4), packed.readUInt32LE(index * 4 + 4));
}

function encodeBinary(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('B' in value) return { B: Buffer.from(value.B as Uint8Array).toString('base64') };
  return 'L' in value ? { L: (value.L as unknown[]).map(encodeBinary) } : value;
}
