import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { type IndexDefinition, type TableName, tableDefinitions } from '../../shared/storage/table-definitions.ts';

const hashAndRange = (partitionKey: string, sortKey: string) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
];

/** Makes fresh tables on the emulator, keyed as in production, and returns their names. */
export async function createTables<N extends TableName>(
  environment: Environment,
  names: readonly N[],
): Promise<Record<N, string>> {
  const client = new DynamoDBClient(awsClientConfig(environment));
  const created = await Promise.all(names.map(async (name) => [name, await createTable(client, name)] as const));
  return Object.fromEntries(created) as Record<N, string>;
}

async function createTable(client: DynamoDBClient, name: TableName): Promise<string> {
  const definition = tableDefinitions[name];
  const indexes: readonly IndexDefinition[] = definition.indexes;
  const attributes = new Set(['pk', 'sk', ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])]);
  const tableName = `${name}-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: hashAndRange('pk', 'sk'),
      ...(indexes.length === 0
        ? {}
        : {
            GlobalSecondaryIndexes: indexes.map((index) => ({
              IndexName: index.name,
              KeySchema: hashAndRange(index.partitionKey, index.sortKey),
              Projection: { ProjectionType: 'ALL' as const },
            })),
          }),
    }),
  );
  return tableName;
}
