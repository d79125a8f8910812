import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import { compileCondition } from './evaluate-condition.ts';

type Item = Record<string, unknown>;

interface StoredItem {
  item: Item;
  /** As DynamoDB would send it. */
  wire: Record<string, unknown>;
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
  const items = new Map<string, StoredItem>();
  const indexes = new Map<string, StoredItem[]>();

  function put(item: Item): void {
    if (items.has(idOf(item))) remove(idOf(item));
    const wire = withBase64(marshall(item, { removeUndefinedValues: true }));
    const stored = { item, wire, bytes: JSON.stringify(wire).length };
    items.set(idOf(item), stored);
    for (const [index, [partition]] of Object.entries(keysOf)) {
      if (item[partition] === undefined) continue;
      const id = `${index}|${item[partition]}`;
      const list = indexes.get(id) ?? [];
      indexes.set(id, list);
      list.push(stored);
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

  /** Of expressions only `SET name = value, …`. */
  function update({ Key, UpdateExpression = '', ExpressionAttributeNames: names, ...input }: Input): void {
    const item = { ...items.get(idOf(Key))?.item };
    for (const [, name = '', value = ''] of UpdateExpression.matchAll(/(#\w+) = (:\w+)/g))
      item[names?.[name] ?? name] = input.ExpressionAttributeValues?.[value];
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
    items.delete(id);
    for (const [index, [partition]] of Object.entries(keysOf)) {
      const list = indexes.get(`${index}|${stored?.item[partition]}`) ?? [];
      if (stored !== undefined && list.includes(stored)) list.splice(list.indexOf(stored), 1);
    }
  }

  function query(input: Input): unknown {
    const index = input.IndexName ?? 'table';
    const all = indexes.get(`${index}|${input.ExpressionAttributeValues?.[':pk']}`) ?? [];
    const { page, isFull } = pageOf(all, keysOf[index]?.[1] ?? 'sk', input);
    const names = input.ExpressionAttributeNames ?? {};
    const shown = input.ProjectionExpression?.split(', ').map((name) => names[name] ?? name);
    const end = isFull ? page.at(-1) : undefined;
    return {
      Items: page.filter(filterOf(input)).map(({ wire }) => (shown === undefined ? wire : pick(wire, shown))),
      ScannedCount: page.length,
      ...(end ? { LastEvaluatedKey: pick(end.wire, ['pk', 'sk', ...(keysOf[index] ?? [])]) } : {}),
    };
  }

  const answer: MemoryTable['answer'] = (command) => {
    const { input } = command;
    const { RequestItems = {} } = input as Input;
    if (command.constructor.name === 'QueryCommand') return JSON.stringify(query(input as Input));
    if (write(command.constructor.name, input as Input)) return '{}';
    if (command.constructor.name === 'GetCommand') {
      return JSON.stringify({ Item: items.get(idOf((input as Input).Key))?.wire });
    }
    const { Keys } = RequestItems[tableName] as { Keys: Item[] };
    const found = Keys.flatMap(({ pk, sk }) => items.get(`${pk}|${sk}`)?.wire ?? []);
    return JSON.stringify({ Responses: { [tableName]: found } });
  };

  const send = async (command: Parameters<MemoryTable['answer']>[0]) => {
    const { Item, Items, LastEvaluatedKey, Responses, ...rest } = JSON.parse(answer(command), restoreBinary) as Record<
      string,
      never
    >;
    return {
      ...rest,
      ...(Item === undefined ? {} : { Item: unmarshall(Item) }),
      ...(Items === undefined ? {} : { Items: (Items as never[]).map((item) => unmarshall(item)) }),
      ...(LastEvaluatedKey === undefined ? {} : { LastEvaluatedKey: unmarshall(LastEvaluatedKey) }),
      ...(Responses === undefined
        ? {}
        : { Responses: { [tableName]: (Responses[tableName] as never[]).map((item) => unmarshall(item)) } }),
    };
  };
  return {
    documents: { send } as unknown as DynamoDBDocumentClient,
    answer,
    bytesBelow(part) {
      const stored = [...items.values()].filter(({ item }) => String(item['pk']).includes(part));
      return stored.reduce((sum, { bytes }) => sum + bytes, 0);
    },
    settle() {
      for (const [id, list] of indexes) {
        const sort = keysOf[id.slice(0, id.indexOf('|'))]?.[1] ?? 'sk';
        list.sort((a, b) => (String(a.item[sort]) < String(b.item[sort]) ? -1 : 1));
      }
    },
  };
}

/** What one query looks at: from where it goes on, within its bounds, up to its limit or a megabyte. */
function pageOf(all: readonly StoredItem[], sort: string, input: Input): { page: StoredItem[]; isFull: boolean } {
  const isDescending = input.ScanIndexForward === false;
  const values = input.ExpressionAttributeValues ?? {};
  const [first, last] = [String(values[':first'] ?? ''), String(values[':end'] ?? values[':last'] ?? '\uffff')];
  const after = input.ExclusiveStartKey?.[sort] as string | undefined;
  const page: StoredItem[] = [];
  let bytes = 0;
  const low = placeOf(all, sort, after === undefined || isDescending ? first : `${after}\u0000`);
  const high = placeOf(all, sort, after === undefined || !isDescending ? `${last}\u0000` : after);
  for (let step = 0; step < high - low; step++) {
    const stored = all[isDescending ? high - 1 - step : low + step];
    if (stored === undefined) continue;
    page.push(stored);
    bytes += stored.bytes;
    if (page.length === input.Limit || bytes >= maxPageBytes) return { page, isFull: true };
  }
  return { page, isFull: false };
}

const idOf = (key: Item | undefined): string => `${key?.['pk']}|${key?.['sk']}`;

/** Of the first item whose key is not below this one. */
function placeOf(all: readonly StoredItem[], sort: string, key: string): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (String(all[middle]?.item[sort]) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function filterOf({ FilterExpression, ExpressionAttributeNames, ExpressionAttributeValues }: Input) {
  if (FilterExpression === undefined) return () => true;
  const fits = compileCondition(FilterExpression, {
    names: ExpressionAttributeNames ?? {},
    values: ExpressionAttributeValues ?? {},
  });
  return ({ item }: StoredItem) => fits(item);
}

function pick(wire: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in wire).map((name) => [name, wire[name]]));
}

function withBase64(wire: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, encodeBinary(value)]));
}

function encodeBinary(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('B' in value) return { B: Buffer.from(value.B as Uint8Array).toString('base64') };
  return 'L' in value ? { L: (value.L as unknown[]).map(encodeBinary) } : value;
}

function restoreBinary(key: string, value: unknown): unknown {
  return key === 'B' && typeof value === 'string' ? Buffer.from(value, 'base64') : value;
}
