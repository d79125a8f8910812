import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type CacheSettings, cacheSettingsSchema, maxCacheTtlSeconds } from '../contract/response-cache.ts';
import { auditPut, type ChangeContext } from './audit-log.ts';
import type { ItemKey } from './core-keys.ts';
import { type CorePorts, withDefaults } from './core-ports.ts';
import { cacheNamespaceKey, cacheSettingsKey } from './response-cache-keys.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import { transact } from './transact.ts';

export interface CacheSettingsRepository {
  get(projectId: string): Promise<CacheSettings>;
  put(projectId: string, settings: CacheSettings, context: ChangeContext): Promise<CacheSettings>;
  /** Forgets one namespace, or with null all of them: what was kept before is not found from now on. */
  clear(projectId: string, namespace: string | null, context: ChangeContext): Promise<void>;
}

/** Of a project that has never said otherwise. Nothing is cached that nobody asked for, so it is safe to be on. */
const defaultSettings: CacheSettings = { isEnabled: true, maxTtlSeconds: maxCacheTtlSeconds };

const itemSchema = z.object({
  settings: cacheSettingsSchema.default(defaultSettings),
  version: z.int().default(0),
  generation: z.int().default(0),
});

/** The item, or what holds where there is none. `generation` grows with each clearing. */
export function readCacheSettings(item: Record<string, unknown> | undefined): z.output<typeof itemSchema> {
  return itemSchema.parse(item ?? {});
}

export function createCacheSettingsRepository(corePorts: CorePorts): CacheSettingsRepository {
  const ports = withDefaults(corePorts);
  return {
    get: async (projectId) => (await find(ports, projectId)).settings,
    put: (projectId, settings, context) => retryOnChange(() => put(ports, projectId, settings, context)),
    clear: (projectId, namespace, context) => clear(ports, projectId, namespace, context),
  };
}

type Ports = Required<CorePorts>;

async function find({ documents, tableName }: Ports, projectId: string) {
  const Key = cacheSettingsKey(projectId);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return readCacheSettings(Item);
}

async function put(
  ports: Ports,
  projectId: string,
  settings: CacheSettings,
  context: ChangeContext,
): Promise<CacheSettings | typeof outdated> {
  const { settings: before, version } = await find(ports, projectId);
  const target = { kind: 'cache', id: 'settings', name: 'Response cache' };
  const record = { projectId, action: 'cache.settings_changed', target, before, after: settings };
  const { isDone } = await transact(ports.documents, [
    {
      Update: {
        TableName: ports.tableName,
        Key: cacheSettingsKey(projectId),
        UpdateExpression: 'SET #settings = :settings, #version = :next',
        ConditionExpression: version === 0 ? 'attribute_not_exists(#version)' : '#version = :version',
        ExpressionAttributeNames: { '#settings': 'settings', '#version': 'version' },
        ExpressionAttributeValues: {
          ':settings': settings,
          ':next': version + 1,
          ...(version === 0 ? {} : { ':version': version }),
        },
      },
    },
    auditPut({ ...ports, context, record }),
  ]);
  return isDone ? settings : outdated;
}

async function clear(ports: Ports, projectId: string, namespace: string | null, context: ChangeContext): Promise<void> {
  const target = { kind: 'cache', id: namespace ?? '*', name: namespace ?? 'All namespaces' };
  const record = { projectId, action: 'cache.cleared', target, before: null, after: null };
  const Key: ItemKey = namespace === null ? cacheSettingsKey(projectId) : cacheNamespaceKey(projectId, namespace);
  await transact(ports.documents, [
    {
      Update: {
        TableName: ports.tableName,
        Key,
        UpdateExpression: 'ADD #generation :one',
        ExpressionAttributeNames: { '#generation': 'generation' },
        ExpressionAttributeValues: { ':one': 1 },
      },
    },
    auditPut({ ...ports, context, record }),
  ]);
}
