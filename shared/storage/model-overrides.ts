import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type ModelOverride, modelOverrideSchema } from '../contract/model-override.ts';
import { ConflictError } from '../http/errors.ts';
import type { ModelOverrideRecord } from '../models/apply-override.ts';
import { auditPut, type ChangeContext } from './audit-log.ts';
import { projectPartition } from './core-keys.ts';
import { type CorePorts, withDefaults } from './core-ports.ts';
import { modelOverrideKey, modelOverridePrefix } from './model-keys.ts';
import { queryPrefix } from './query-prefix.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import { type TransactItem, transact } from './transact.ts';

export interface ModelOverrideRepository {
  list(projectId: string): Promise<ModelOverrideRecord[]>;
  get(projectId: string, modelId: string): Promise<ModelOverrideRecord | null>;
  /** Replaces the whole override. */
  put(input: PutModelOverride, context: ChangeContext): Promise<ModelOverrideRecord>;
  /** False if there is none. */
  remove(projectId: string, modelId: string, context: ChangeContext): Promise<boolean>;
}

export interface PutModelOverride {
  projectId: string;
  modelId: string;
  override: ModelOverride;
}

const overrideItemSchema = z.object({
  projectId: z.string(),
  modelId: z.string(),
  override: modelOverrideSchema,
  updatedAt: z.int(),
  version: z.int(),
});
type OverrideItem = z.output<typeof overrideItemSchema>;

const maxOverrides = 500;

/** What projects say otherwise about models. Every change is written in one transaction with its audit entry. */
export function createModelOverrideRepository(corePorts: CorePorts): ModelOverrideRepository {
  const ports = withDefaults(corePorts);
  return {
    list: async (projectId) => (await listItems(ports, projectId)).map(toRecord),
    async get(projectId, modelId) {
      const item = await find(ports, projectId, modelId);
      return item && toRecord(item);
    },
    put: async (input, context) => toRecord(await retryOnChange(() => put(ports, input, context))),
    remove: (projectId, modelId, context) => retryOnChange(() => remove(ports, { projectId, modelId }, context)),
  };
}

type Ports = Required<CorePorts>;

async function listItems({ documents, tableName }: Ports, projectId: string): Promise<OverrideItem[]> {
  const partition = projectPartition(projectId);
  const items = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: modelOverridePrefix });
  return items.map((item) => overrideItemSchema.parse(item));
}

async function find({ documents, tableName }: Ports, projectId: string, modelId: string): Promise<OverrideItem | null> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName, Key: modelOverrideKey(projectId, modelId), ConsistentRead: true }),
  );
  return Item ? overrideItemSchema.parse(Item) : null;
}

async function put(
  ports: Ports,
  { projectId, modelId, override }: PutModelOverride,
  context: ChangeContext,
): Promise<OverrideItem | typeof outdated> {
  const current = await find(ports, projectId, modelId);
  if (current === null) await assertRoom(ports, projectId);
  const item = { projectId, modelId, override, updatedAt: ports.clock(), version: (current?.version ?? 0) + 1 };
  const { isDone } = await transact(ports.documents, [
    {
      Put: {
        TableName: ports.tableName,
        Item: { ...modelOverrideKey(projectId, modelId), ...item },
        ...unchangedSince(current),
      },
    },
    auditItem(ports, { current, item: { projectId, modelId }, after: override, context }),
  ]);
  return isDone ? item : outdated;
}

async function remove(
  ports: Ports,
  item: Pick<OverrideItem, 'projectId' | 'modelId'>,
  context: ChangeContext,
): Promise<boolean | typeof outdated> {
  const current = await find(ports, item.projectId, item.modelId);
  if (current === null) return false;
  const { isDone } = await transact(ports.documents, [
    {
      Delete: {
        TableName: ports.tableName,
        Key: modelOverrideKey(item.projectId, item.modelId),
        ...unchangedSince(current),
      },
    },
    auditItem(ports, { current, item, after: null, context }),
  ]);
  return isDone ? true : outdated;
}

async function assertRoom(ports: Ports, projectId: string): Promise<void> {
  const present = await listItems(ports, projectId);
  if (present.length < maxOverrides) return;
  throw new ConflictError(`A project overrides at most ${maxOverrides} models.`, 'too_many_overrides');
}

function unchangedSince(current: OverrideItem | null) {
  if (current === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': current.version },
  };
}

interface OverrideAudit {
  current: OverrideItem | null;
  item: Pick<OverrideItem, 'projectId' | 'modelId'>;
  after: ModelOverride | null;
  context: ChangeContext;
}

function auditItem(ports: Ports, { current, item, after, context }: OverrideAudit): TransactItem {
  const { projectId, modelId } = item;
  const action = after === null ? 'model_override.removed' : 'model_override.put';
  const target = { kind: 'model', id: modelId, name: modelId };
  return auditPut({
    ...ports,
    context,
    record: { projectId, action, target, before: current?.override ?? null, after },
  });
}

function toRecord({ projectId, modelId, override, updatedAt }: OverrideItem): ModelOverrideRecord {
  return { projectId, modelId, override, updatedAt: new Date(updatedAt).toISOString() };
}
