import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBClient } from './client-dynamodb.ts';
import { Command, type Fields } from './command.ts';
import { mapAttributes } from './map-attributes.ts';
import { unmarshallItem } from './unmarshall-item.ts';

type MarshallOptions = NonNullable<Parameters<typeof marshall>[1]>;

/** Stands in for the SDK's document client: JavaScript values in and out, and the same commands. */
export class DynamoDBDocumentClient {
  readonly #client: DynamoDBClient;
  readonly #options: MarshallOptions;

  private constructor(client: DynamoDBClient, options: MarshallOptions) {
    this.#client = client;
    this.#options = options;
  }

  static from(client: DynamoDBClient, { marshallOptions = {} }: { marshallOptions?: MarshallOptions } = {}) {
    return new DynamoDBDocumentClient(client, marshallOptions);
  }

  async send({ operation, input }: Command): Promise<Fields> {
    const marshalled = mapAttributes(input, (item) => marshall(item, this.#options));
    const answer = await this.#client.send({ operation, input: marshalled });
    return mapAttributes(answer, unmarshallItem);
  }
}

export class GetCommand extends Command {
  readonly operation = 'GetItem';
}
export class PutCommand extends Command {
  readonly operation = 'PutItem';
}
export class UpdateCommand extends Command {
  readonly operation = 'UpdateItem';
}
export class DeleteCommand extends Command {
  readonly operation = 'DeleteItem';
}
export class QueryCommand extends Command {
  readonly operation = 'Query';
}
export class ScanCommand extends Command {
  readonly operation = 'Scan';
}
export class BatchGetCommand extends Command {
  readonly operation = 'BatchGetItem';
}
export class BatchWriteCommand extends Command {
  readonly operation = 'BatchWriteItem';
}
export class TransactWriteCommand extends Command {
  readonly operation = 'TransactWriteItems';
}

/** Every page of a query. */
export async function* paginateQuery(
  { client }: { client: DynamoDBDocumentClient },
  input: Fields,
): AsyncGenerator<Fields> {
  let ExclusiveStartKey: unknown;
  do {
    const page = await client.send(new QueryCommand({ ...input, ExclusiveStartKey }));
    yield page;
    ExclusiveStartKey = page['LastEvaluatedKey'];
  } while (ExclusiveStartKey !== undefined);
}
