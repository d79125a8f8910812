import type { Fields } from './command.ts';

/** Fields of requests and answers that hold an item, or a part of one. */
const itemFields: readonly string[] = [
  ...['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey', 'LastEvaluatedKey', 'Attributes'],
];
const itemListFields: readonly string[] = ['Items', 'Keys'];
/** Fields whose members are named after tables, and so may be called anything. */
const byTableFields: readonly string[] = ['RequestItems', 'UnprocessedItems', 'UnprocessedKeys'];

type Mapper = (item: unknown) => unknown;

/** Replaces every item in a request or an answer, wherever in it items stand. */
export function mapAttributes(fields: Fields, map: Mapper): Fields {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, mapField(name, value, map)]));
}

function mapField(name: string, value: unknown, map: Mapper): unknown {
  if (itemFields.includes(name)) return map(value);
  if (itemListFields.includes(name) && Array.isArray(value)) return value.map(map);
  if (name === 'Responses') return mapResponses(value, map);
  if (byTableFields.includes(name)) return mapValues(value, (each) => mapNested(each, map));
  return name === 'ExpressionAttributeNames' ? value : mapNested(value, map);
}

/** A list of `{ Item }` for a transaction, lists of items by table for a batch. */
function mapResponses(value: unknown, map: Mapper): unknown {
  if (Array.isArray(value)) return mapNested(value, map);
  return mapValues(value, (items) => (Array.isArray(items) ? items.map(map) : items));
}

function mapNested(value: unknown, map: Mapper): unknown {
  if (Array.isArray(value)) return value.map((each) => mapNested(each, map));
  return isFields(value) ? mapAttributes(value, map) : value;
}

function mapValues(value: unknown, change: (each: unknown) => unknown): unknown {
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each)]));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array || value instanceof Date);
}
