import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ProviderRecord } from '../contract/providers.ts';
import { auditPut, type ChangeContext } from './audit-log.ts';
import { projectPartition } from './core-keys.ts';
import { type CorePorts, withDefaults } from './core-ports.ts';
import { providerKey, providerPrefix } from './model-keys.ts';
import { type ProviderItem, providerItemSchema, toProviderRecord } from './provider-item.ts';
import { queryPrefix } from './query-prefix.ts';
import { type TransactItem, transact } from './transact.ts';
import { versionedUpdate } from './versioned-update.ts';

export type ProviderAction =
  | 'provider.connected'
  | 'provider.updated'
  | 'provider.removed'
  | 'provider.key_added'
  | 'provider.key_updated'
  | 'provider.key_rotated'
  | 'provider.key_retired'
  | 'provider.key_removed'
  | 'provider.key_tested';

/** The audit entry of a change. `before` and `after` never hold a key. */
export interface ProviderAudit {
  action: ProviderAction;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  context: ChangeContext;
}

/** Fields of an item that a step may set. */
export type ProviderItemChange = Partial<Omit<ProviderItem, 'projectId' | 'id' | 'version'>>;

export interface ProviderRepository {
  /** The connected providers of a project, by id. The sandbox is not stored. */
  list(projectId: string): Promise<ProviderRecord[]>;
  /** Null unless it is connected. */
  get(projectId: string, providerId: string): Promise<ProviderRecord | null>;
  /** All items in any state; for the steps of `provider-connections.ts`, as are the writes. */
  listItems(projectId: string): Promise<ProviderItem[]>;
  findItem(projectId: string, providerId: string): Promise<ProviderItem | null>;
  /** False if there is an item of that id. */
  insert(item: ProviderItem, audit: ProviderAudit | null): Promise<boolean>;
  /** The item as it is now; null if somebody else wrote it since it was read. */
  change(item: ProviderItem, change: ProviderItemChange, audit: ProviderAudit | null): Promise<ProviderItem | null>;
  /** Does nothing if somebody else wrote it since it was read. */
  erase(item: ProviderItem): Promise<void>;
}

/** The providers of projects. Every visible change is written in one transaction with its audit entry. */
export function createProviderRepository(corePorts: CorePorts): ProviderRepository {
  const ports = withDefaults(corePorts);
  return {
    list: async (projectId) =>
      (await listItems(ports, projectId)).filter(({ state }) => state === 'connected').map(toProviderRecord),
    async get(projectId, providerId) {
      const item = await findItem(ports, projectId, providerId);
      return item?.state === 'connected' ? toProviderRecord(item) : null;
    },
    listItems: (projectId) => listItems(ports, projectId),
    findItem: (projectId, providerId) => findItem(ports, projectId, providerId),
    insert: (item, audit) => insert(ports, item, audit),
    change: (item, change, audit) => changeItem(ports, item, change, audit),
    erase: (item) => erase(ports, item),
  };
}

type Ports = Required<CorePorts>;

async function listItems({ documents, tableName }: Ports, projectId: string): Promise<ProviderItem[]> {
  const partition = projectPartition(projectId);
  const items = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: providerPrefix });
  return items.map((item) => providerItemSchema.parse(item));
}

async function findItem(
  { documents, tableName }: Ports,
  projectId: string,
  providerId: string,
): Promise<ProviderItem | null> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName, Key: providerKey(projectId, providerId), ConsistentRead: true }),
  );
  return Item ? providerItemSchema.parse(Item) : null;
}

async function insert(ports: Ports, item: ProviderItem, audit: ProviderAudit | null): Promise<boolean> {
  const { isDone } = await transact(ports.documents, [
    {
      Put: {
        TableName: ports.tableName,
        Item: { ...providerKey(item.projectId, item.id), ...item },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    ...auditItems(ports, item, audit),
  ]);
  return isDone;
}

async function changeItem(
  ports: Ports,
  item: ProviderItem,
  change: ProviderItemChange,
  audit: ProviderAudit | null,
): Promise<ProviderItem | null> {
  const key = providerKey(item.projectId, item.id);
  const { isDone } = await transact(ports.documents, [
    versionedUpdate({ tableName: ports.tableName, key, version: item.version, set: change }),
    ...auditItems(ports, item, audit),
  ]);
  return isDone ? { ...item, ...change, version: item.version + 1 } : null;
}

async function erase(ports: Ports, { projectId, id, version }: ProviderItem): Promise<void> {
  await transact(ports.documents, [
    {
      Delete: {
        TableName: ports.tableName,
        Key: providerKey(projectId, id),
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version },
      },
    },
  ]);
}

function auditItems(ports: Ports, item: ProviderItem, audit: ProviderAudit | null): TransactItem[] {
  if (audit === null) return [];
  const { action, before, after, context } = audit;
  const target = { kind: 'provider', id: item.id, name: item.name };
  return [auditPut({ ...ports, context, record: { projectId: item.projectId, action, target, before, after } })];
}
