import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { mapAttributes } from '../../../shared/aws/light/map-attributes.ts';
import { unmarshallItem } from '../../../shared/aws/light/unmarshall-item.ts';
import { compileCondition } from './evaluate-condition.ts';
import { attributeReader, jsonOf, jsonReader, type PackedItem, packItem, sizeOf, unpackItem } from './packed-item.ts';

type Item = Record<string, unknown>;

/** An item in an index, under its sort key. */
interface Entry {
  sort: string;
  item: PackedItem;
  bytes: number;
}

interface Input {
  IndexName?: string;
  FilterExpression?: string;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
  ScanIndexForward?: boolean;
  Limit?: number;
  ExclusiveStartKey?: Item;
  RequestItems?: Record<string, unknown>;
  Item?: Item;
  Key?: Item;
  UpdateExpression?: string;
}

const keysOf: Readonly<Record<string, readonly [partition: string, sort: string]>> = {
  table: ['pk', 'sk'],
  byTime: ['timePk', 'timeSk'],
  bySession: ['sessionPk', 'sessionSk'],
  byUser: ['userPk', 'userSk'],
};
const maxPageBytes = 1024 * 1024;

export interface MemoryTable {
  documents: DynamoDBDocumentClient;
  /** Everything that the database does for a command, up to the bytes of its answer. */
  answer(command: { input: unknown; constructor: { name: string } }): string;
  /** Sorts what was written; before reading. */
  settle(): void;
  /** As they are sent, of partitions whose keys hold this. */
  bytesBelow(part: string): number;
}

/**
 * A table whose indexes are sorted arrays. Emulators look at every item for each query of an index, so that with 100,000 of
 * them nothing else would be measured. Answers are JSON text of DynamoDB's form, which the client parses and decodes as it would.
 */
export function createMemoryTable(tableName: string): MemoryTable {
  const items = new Map<string, PackedItem>();
  const indexes = new Map<string, Entry[]>();

  function put(item: Item): void {
    if (items.has(idOf(item))) remove(idOf(item));
    const packed = packItem(item);
    items.set(idOf(item), packed);
    for (const [index, [partition, sort]] of Object.entries(keysOf)) {
      if (item[partition] === undefined) continue;
      const id = `${index}|${item[partition]}`;
      const list = indexes.get(id) ?? [];
      indexes.set(id, list);
      list.push({ sort: String(item[sort]), item: packed, bytes: sizeOf(packed) });
    }
  }

  function write(name: string, input: Input): boolean {
    const { Item: item, Key, RequestItems } = input;
    if (name === 'PutCommand' && item !== undefined) put(item);
    else if (name === 'DeleteCommand') remove(idOf(Key));
    else if (name === 'UpdateCommand') update(input);
    else if (name === 'BatchWriteCommand') writeBatch(RequestItems?.[tableName]);
    else return false;
    return true;
  }

  /** Of expressions only `SET name = value, …`, and that with `if_not_exists`. */
  function update({ Key, UpdateExpression = '', ExpressionAttributeNames: names, ...input }: Input): void {
    const found = items.get(idOf(Key));
    const item: Item = found === undefined ? { ...Key } : unpackItem(found);
    const sets = UpdateExpression.matchAll(/(#\w+) = (if_not_exists\(#\w+, )?(:\w+)/g);
    for (const [, name = '', ifNone, value = ''] of sets) {
      const attribute = names?.[name] ?? name;
      if (ifNone !== undefined && item[attribute] !== undefined) continue;
      item[attribute] = input.ExpressionAttributeValues?.[value];
    }
    put(item);
  }

  function writeBatch(requests: unknown = []): void {
    for (const { PutRequest, DeleteRequest } of requests as {
      PutRequest?: { Item: Item };
      DeleteRequest?: { Key: Item };
    }[]) {
      if (PutRequest !== undefined) put(PutRequest.Item);
      else remove(idOf(DeleteRequest?.Key));
    }
  }

  function remove(id: string): void {
    const stored = items.get(id);
    if (stored === undefined) return;
    items.delete(id);
    for (const [index, [partition]] of Object.entries(keysOf)) {
      const list = indexes.get(`${index}|${attributeReader(partition)(stored)}`) ?? [];
      const place = list.findIndex(({ item }) => item === stored);
      if (place >= 0) list.splice(place, 1);
    }
  }

  function query(input: Input): string {
    const index = input.IndexName ?? 'table';
    const all = indexes.get(`${index}|${input.ExpressionAttributeValues?.[':pk']}`) ?? [];
    const { page, isFull } = pageOf(all, input);
    const read = jsonReader(shownOf(input));
    const fitting = page.filter(filterOf(input)).map(({ item }) => read(item));
    const end = isFull ? page.at(-1) : undefined;
    const next = end && `,"LastEvaluatedKey":${jsonOf(end.item, ['pk', 'sk', ...(keysOf[index] ?? [])])}`;
    return `{"Items":[${fitting.join(',')}],"ScannedCount":${page.length}${next ?? ''}}`;
  }

  const answer: MemoryTable['answer'] = (command) => {
    const { input } = command;
    const { RequestItems = {} } = input as Input;
    if (command.constructor.name === 'QueryCommand') return query(input as Input);
    if (write(command.constructor.name, input as Input)) return '{}';
    if (command.constructor.name === 'GetCommand') {
      const found = items.get(idOf((input as Input).Key));
      return found === undefined ? '{}' : `{"Item":${jsonOf(found)}}`;
    }
    const { Keys, ...projected } = RequestItems[tableName] as Input & { Keys: Item[] };
    const found = Keys.flatMap((key) => items.get(idOf(key)) ?? []).map((item) => jsonOf(item, shownOf(projected)));
    return `{"Responses":{${JSON.stringify(tableName)}:[${found.join(',')}]}}`;
  };

  const send = async (command: Parameters<MemoryTable['answer']>[0]) =>
    mapAttributes(JSON.parse(answer(command)), unmarshallItem);

  return {
    documents: { send } as unknown as DynamoDBDocumentClient,
    answer,
    bytesBelow(part) {
      const stored = [...items].filter(([id]) => id.slice(0, id.indexOf('|')).includes(part));
      return stored.reduce((sum, [, item]) => sum + sizeOf(item), 0);
    },
    settle() {
      for (const list of indexes.values()) list.sort((a, b) => (a.sort < b.sort ? -1 : 1));
    },
  };
}

/** Undefined for all attributes. */
function shownOf({ ProjectionExpression, ExpressionAttributeNames: names = {} }: Input): string[] | undefined {
  return ProjectionExpression?.split(', ').map((name) => names[name] ?? name);
}

/** What one query looks at: from where it goes on, within its bounds, up to its limit or a megabyte. */
function pageOf(all: readonly Entry[], input: Input): { page: Entry[]; isFull: boolean } {
  const isDescending = input.ScanIndexForward === false;
  const [low, high] = placesOf(all, input);
  const page: Entry[] = [];
  let bytes = 0;
  for (let step = 0; step < high - low; step++) {
    const entry = all[isDescending ? high - 1 - step : low + step];
    if (entry === undefined) continue;
    page.push(entry);
    bytes += entry.bytes;
    if (page.length === input.Limit || bytes >= maxPageBytes) return { page, isFull: true };
  }
  return { page, isFull: false };
}

/** From the first that a query may look at to below the last. */
function placesOf(all: readonly Entry[], input: Input): [number, number] {
  const isDescending = input.ScanIndexForward === false;
  const values = input.ExpressionAttributeValues ?? {};
  const [first, last] = [String(values[':first'] ?? ''), String(values[':end'] ?? values[':last'] ?? '\uffff')];
  const after = input.ExclusiveStartKey?.[keysOf[input.IndexName ?? 'table']?.[1] ?? 'sk'] as string | undefined;
  const low = placeOf(all, after === undefined || isDescending ? first : `${after}\u0000`);
  return [low, placeOf(all, after === undefined || !isDescending ? `${last}\u0000` : after)];
}

const idOf = (key: Item | undefined): string => `${key?.['pk']}|${key?.['sk']}`;

/** Of the first item whose key is not below this one. */
function placeOf(all: readonly Entry[], key: string): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle]?.sort ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function filterOf({ FilterExpression, ExpressionAttributeNames, ExpressionAttributeValues }: Input) {
  if (FilterExpression === undefined) return () => true;
  const fits = compileCondition(FilterExpression, {
    names: ExpressionAttributeNames ?? {},
    values: ExpressionAttributeValues ?? {},
    reader: attributeReader,
  });
  return ({ item }: Entry) => fits(item);
}
