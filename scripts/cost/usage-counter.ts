import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';
import { tableDefinitions } from '../../shared/storage/table-definitions.ts';
import { itemSize, readUnits, writeUnits } from './item-size.ts';

/** What a sample used of everything that is paid for. */
export interface Usage {
  writeUnits: number;
  readUnits: number;
  databaseCalls: number;
  s3Puts: number;
  s3Gets: number;
  s3Bytes: number;
  sqsRequests: number;
}

export function noUsage(): Usage {
  return { writeUnits: 0, readUnits: 0, databaseCalls: 0, s3Puts: 0, s3Gets: 0, s3Bytes: 0, sqsRequests: 0 };
}

interface Command {
  constructor: { name: string };
  input: Record<string, unknown>;
}

type Item = Record<string, unknown>;

const sqsChunk = 64 * 1024;
const indexKeys = tableDefinitions.traces.indexes.map(({ partitionKey }) => partitionKey);
/** Rollup items grow with the buckets of their sketches; the size that an update is charged for is that of the item. */
export type SizeOfUpdated = (tableName: string, key: Item) => number;

export function countDatabase(
  documents: DynamoDBDocumentClient,
  usage: Usage,
  sizeOfUpdated: SizeOfUpdated,
): DynamoDBDocumentClient {
  return observed(documents, (command, output) => {
    usage.databaseCalls += 1;
    const written = unitsWritten(command, sizeOfUpdated);
    if (written === null) usage.readUnits += unitsRead(command.input, output);
    else usage.writeUnits += written;
  });
}

/** Null of what only reads. */
function unitsWritten({ constructor: { name }, input }: Command, sizeOfUpdated: SizeOfUpdated): number | null {
  const { TableName = '', Item = {}, Key = {}, TransactItems } = input as CommandInput;
  // A transaction prepares and commits; indexes are written once, afterwards.
  if (TransactItems !== undefined)
    return TransactItems.reduce((sum, { Put, Update }) => {
      const size = Put ? itemSize(Put.Item) : sizeOfUpdated(Update?.TableName ?? '', Update?.Key ?? {});
      return sum + 2 * writeUnits(size) + (Put ? indexUnits(Put.Item, size) : 0);
    }, 0);
  if (name === 'BatchWriteCommand') return unitsOfBatch(input as unknown as BatchInput, sizeOfUpdated);
  if (name === 'PutCommand') return writeUnits(itemSize(Item)) + indexUnits(Item, itemSize(Item));
  return name === 'UpdateCommand' ? writeUnits(sizeOfUpdated(TableName, Key)) : null;
}

interface BatchInput {
  RequestItems: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
}

function unitsOfBatch({ RequestItems }: BatchInput, sizeOfUpdated: SizeOfUpdated): number {
  const requests = Object.entries(RequestItems).flatMap(([table, each]) =>
    each.map((request) => ({ table, ...request })),
  );
  return requests.reduce((sum, { table, PutRequest, DeleteRequest }) => {
    const size = PutRequest ? itemSize(PutRequest.Item) : sizeOfUpdated(table, DeleteRequest?.Key ?? {});
    return sum + writeUnits(size) + (PutRequest ? indexUnits(PutRequest.Item, size) : 0);
  }, 0);
}

interface CommandInput {
  TableName?: string;
  Item?: Item;
  Key?: Item;
  TransactItems?: { Put?: { Item: Item }; Update?: { TableName?: string; Key?: Item } }[];
}

/** Every index projects the whole item. */
function indexUnits(item: Item, size: number): number {
  return indexKeys.filter((key) => item[key] !== undefined).length * writeUnits(size);
}

function unitsRead(input: Record<string, unknown>, output: unknown): number {
  const { Item, Items, Responses } = output as { Item?: Item; Items?: Item[]; Responses?: Record<string, Item[]> };
  // Each item of a batch is charged for itself; the tables are read consistently or not, all of them.
  const { RequestItems = {} } = input as { RequestItems?: Record<string, { ConsistentRead?: boolean }> };
  const isConsistent = Object.values(RequestItems).some(({ ConsistentRead }) => ConsistentRead === true);
  const batch = Object.values(Responses ?? {}).flat();
  if (batch.length > 0)
    return batch.reduce((sum, item) => sum + readUnits(itemSize(item)), 0) * (isConsistent ? 1 : 0.5);
  const bytes = [...(Items ?? []), ...(Item ? [Item] : [])].reduce((sum, item) => sum + itemSize(item), 0);
  return readUnits(bytes) * (input['ConsistentRead'] === true ? 1 : 0.5);
}

/** Of items that are written in batches, by their keys: to delete one is charged by its size. */
export function noteSizes(documents: DynamoDBDocumentClient, sizes: Map<string, number>): DynamoDBDocumentClient {
  return observed(documents, ({ constructor: { name }, input }) => {
    if (name !== 'BatchWriteCommand') return;
    const { RequestItems } = input as unknown as BatchInput;
    for (const { PutRequest } of Object.values(RequestItems).flat())
      if (PutRequest) sizes.set(`${PutRequest.Item['pk']} ${PutRequest.Item['sk']}`, itemSize(PutRequest.Item));
  });
}

/** A query is charged for whole items, whatever it asks of them. */
export function readingWholeItems(documents: DynamoDBDocumentClient): DynamoDBDocumentClient {
  return new Proxy(documents, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (property !== 'send' || typeof value !== 'function') return value;
      return (command: Command) => {
        const { ProjectionExpression, ExpressionAttributeNames, ...input } = command.input;
        if (ProjectionExpression !== undefined) command.input = input;
        return Reflect.apply(value, target, [command]);
      };
    },
  });
}

export function countObjects(s3: S3Client, usage: Usage): S3Client {
  return observed(s3, ({ constructor: { name }, input }) => {
    if (name !== 'PutObjectCommand') {
      usage.s3Gets += 1;
      return;
    }
    usage.s3Puts += 1;
    usage.s3Bytes += (input['Body'] as Uint8Array).byteLength;
  });
}

export function countMessages(sqs: SQSClient, usage: Usage): SQSClient {
  return observed(sqs, ({ input }) => {
    usage.sqsRequests += Math.ceil(Buffer.byteLength(String(input['MessageBody'])) / sqsChunk);
  });
}

function observed<T extends object>(client: T, observe: (command: Command, output: unknown) => void): T {
  return new Proxy(client, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (property !== 'send' || typeof value !== 'function') return value;
      return async (command: Command) => {
        const output: unknown = await Reflect.apply(value, target, [command]);
        observe(command, output);
        return output;
      };
    },
  });
}
