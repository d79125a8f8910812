import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type ApiKeyRecord, apiKeyRecordSchema } from './api-key-record.ts';
import { auditPut, type ChangeContext } from './audit-log.ts';
import { changedFields } from './changed-fields.ts';
import { apiKeyIndexKey, apiKeyKey, projectKeysPartition } from './core-keys.ts';
import { type CorePorts, withDefaults } from './core-ports.ts';
import { decodeCursor, encodeCursor, type Page, type PageRequest, toPage } from './page-cursor.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import { transact } from './transact.ts';
import { versionedUpdate } from './versioned-update.ts';

export type ApiKeyAction = 'key.updated' | 'key.rotated' | 'key.revoked';

export interface ApiKeyRepository {
  /** By the id alone: a request brings nothing else. */
  find(keyId: string): Promise<ApiKeyRecord | null>;
  list(projectId: string, page: PageRequest): Promise<Page<ApiKeyRecord>>;
  create(record: ApiKeyRecord, context: ChangeContext): Promise<void>;
  /**
   * Applies what `decide` makes of the key as it is now, with its audit entry; it may be called again if somebody else
   * writes in between. Null if the project has no such key.
   */
  change(input: ApiKeyChange, context: ChangeContext): Promise<ApiKeyRecord | null>;
  /** Remembers that the key was used, unless that was noted within the last minute. */
  touch(keyId: string, now: number): Promise<void>;
}

export interface ApiKeyChange {
  projectId: string;
  keyId: string;
  action: ApiKeyAction;
  decide: (current: ApiKeyRecord) => Partial<ApiKeyRecord>;
}

export const touchIntervalMilliseconds = 60_000;
const listName = 'keys';

/** The API keys of projects. */
export function createApiKeyRepository(corePorts: CorePorts): ApiKeyRepository {
  const ports = withDefaults(corePorts);
  return {
    find: (keyId) => find(ports, keyId),
    list: (projectId, page) => list(ports, projectId, page),
    create: (record, context) => create(ports, record, context),
    change: (input, context) => retryOnChange(() => change(ports, input, context)),
    touch: (keyId, now) => touch(ports, keyId, now),
  };
}

type Ports = Required<CorePorts>;

async function find({ documents, tableName }: Ports, keyId: string): Promise<ApiKeyRecord | null> {
  // Consistent, so that a revoked key is not read as valid and then cached.
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName, Key: apiKeyKey(keyId), ConsistentRead: true }),
  );
  return Item ? apiKeyRecordSchema.parse(Item) : null;
}

async function list(ports: Ports, projectId: string, { limit, cursor }: PageRequest): Promise<Page<ApiKeyRecord>> {
  const { Items = [] } = await ports.documents.send(
    new QueryCommand({
      TableName: ports.tableName,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :keys',
      ExpressionAttributeValues: { ':keys': projectKeysPartition(projectId) },
      ...(cursor === undefined ? {} : { ExclusiveStartKey: startKey(projectId, cursor) }),
      Limit: limit + 1,
      ScanIndexForward: false,
    }),
  );
  const records = Items.map((item) => apiKeyRecordSchema.parse(item));
  return toPage(
    records,
    limit,
    (record) => record,
    ({ createdAt, id }) => encodeCursor(listName, [String(createdAt), id]),
  );
}

function startKey(projectId: string, cursor: string) {
  const [createdAt = '', keyId = ''] = decodeCursor(listName, [/^\d{1,15}$/, /^[0-9A-Za-z]+$/], cursor);
  return { ...apiKeyKey(keyId), ...apiKeyIndexKey(projectId, Number(createdAt), keyId) };
}

async function create(ports: Ports, record: ApiKeyRecord, context: ChangeContext): Promise<void> {
  const { id, projectId, name, scopes, allowedModels, expiresAt, createdAt } = record;
  const outcome = await transact(ports.documents, [
    {
      Put: {
        TableName: ports.tableName,
        Item: { ...apiKeyKey(id), ...apiKeyIndexKey(projectId, createdAt, id), ...record },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    auditPut({
      ...ports,
      context,
      record: {
        projectId,
        action: 'key.created',
        target: { kind: 'key', id, name },
        before: null,
        after: forAudit({ name, scopes, allowedModels, expiresAt }),
      },
    }),
  ]);
  if (!outcome.isDone) throw new Error('The new key id is taken.');
}

async function change(
  ports: Ports,
  { projectId, keyId, action, decide }: ApiKeyChange,
  context: ChangeContext,
): Promise<ApiKeyRecord | null | typeof outdated> {
  const current = await find(ports, keyId);
  if (current?.projectId !== projectId) return null;
  const fields = changedFields(current, decide(current));
  if (!fields) return current;
  const target = { kind: 'key', id: keyId, name: current.name };
  const outcome = await transact(ports.documents, [
    versionedUpdate({
      tableName: ports.tableName,
      key: apiKeyKey(keyId),
      version: current.version,
      set: fields.after,
    }),
    auditPut({
      ...ports,
      context,
      record: { projectId, action, target, before: forAudit(fields.before), after: forAudit(fields.after) },
    }),
  ]);
  return outcome.isDone ? { ...current, ...fields.after } : outdated;
}

const timeFields: readonly string[] = ['expiresAt', 'previousSecretExpiresAt', 'revokedAt'];

/** Without the hashes, and with times as people read them. */
function forAudit({ secretHash: _, previousSecretHash: __, ...rest }: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(rest).map(([field, value]) => [
      field,
      timeFields.includes(field) && typeof value === 'number' ? new Date(value).toISOString() : value,
    ]),
  );
}

async function touch({ documents, tableName }: Ports, keyId: string, now: number): Promise<void> {
  try {
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: apiKeyKey(keyId),
        UpdateExpression: 'SET lastUsedAt = :now',
        // `attribute_type` is for keys that were never used: their `lastUsedAt` is null.
        ConditionExpression: 'attribute_exists(pk) AND (attribute_type(lastUsedAt, :null) OR lastUsedAt <= :before)',
        ExpressionAttributeValues: { ':now': now, ':before': now - touchIntervalMilliseconds, ':null': 'NULL' },
      }),
    );
  } catch (error) {
    // Another instance noted it within the minute.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
