import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { auditPut, type ChangeContext } from './audit-log.ts';
import { type CorePorts, withDefaults } from './core-ports.ts';
import { decodeCursor, encodeCursor, type Page, type PageRequest, toPage } from './page-cursor.ts';
import { replayKey, replayPartition } from './replay-keys.ts';
import { isActive, type ReplayRecord, replayRecordSchema } from './replay-record.ts';
import { outdated, retryOnChange } from './retry-on-change.ts';
import { transact } from './transact.ts';
import { versionedUpdate } from './versioned-update.ts';

export interface NewReplay {
  projectId: string;
  /** Epoch milliseconds, whole hours. */
  from: number;
  to: number;
}

export type ReplayProgress = Partial<
  Omit<ReplayRecord, 'id' | 'projectId' | 'from' | 'to' | 'createdBy' | 'version' | `${string}At`>
>;

export interface ReplayRepository {
  create(replay: NewReplay, context: ChangeContext): Promise<ReplayRecord>;
  get(projectId: string, replayId: string): Promise<ReplayRecord | null>;
  /** Newest first. */
  list(projectId: string, page: PageRequest): Promise<Page<ReplayRecord>>;
  /** Writes down how far a replay is. Null if somebody else wrote since it was read: a second worker, or who cancelled it. */
  advance(replay: ReplayRecord, progress: ReplayProgress): Promise<ReplayRecord | null>;
  /** Null if there is none; one that has ended stays as it is. */
  cancel(projectId: string, replayId: string, context: ChangeContext): Promise<ReplayRecord | null>;
}

/** Replays of the archive. Who begins or cancels one is in the audit log. */
export function createReplayRepository(corePorts: CorePorts): ReplayRepository {
  const ports = withDefaults(corePorts);
  return {
    create: (replay, context) => create(ports, replay, context),
    get: (projectId, replayId) => read(ports, projectId, replayId),
    list: (projectId, page) => list(ports, projectId, page),
    advance: (replay, progress) => advance(ports, replay, progress),
    cancel: (projectId, replayId, context) => retryOnChange(() => cancel(ports, projectId, replayId, context)),
  };
}

type Ports = Required<CorePorts>;

async function create(ports: Ports, { projectId, from, to }: NewReplay, context: ChangeContext): Promise<ReplayRecord> {
  const now = ports.clock();
  const id = ports.ids();
  const record: ReplayRecord = {
    ...{ id, projectId, status: 'queued', from, to, position: null, objectsTotal: null },
    ...{ objectsDone: 0, spansSent: 0, spansRefused: 0, spansRejected: 0, error: null, version: 1 },
    ...{ annotationsRestored: 0, annotationsPresent: 0, annotationsDeleted: 0 },
    ...{ createdAt: now, createdBy: context.actor.name, startedAt: null, finishedAt: null, updatedAt: now },
  };
  const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const { isDone } = await transact(ports.documents, [
    {
      Put: {
        TableName: ports.tableName,
        Item: { ...replayKey(projectId, id), ...record },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    auditPut({
      ...ports,
      context,
      record: { projectId, action: 'replay.created', target: targetOf(id), before: null, after: range },
    }),
  ]);
  if (!isDone) throw new Error(`The new replay id ${id} is taken.`);
  return record;
}

async function read({ documents, tableName }: Ports, projectId: string, id: string): Promise<ReplayRecord | null> {
  const Key = replayKey(projectId, id);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item === undefined ? null : replayRecordSchema.parse(Item);
}

const listName = 'replays';

async function list(
  { documents, tableName }: Ports,
  projectId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<ReplayRecord>> {
  const [after] = cursor === undefined ? [] : decodeCursor(listName, [/^[0-9a-f-]{36}$/], cursor);
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': replayPartition(projectId) },
      ...(after === undefined ? {} : { ExclusiveStartKey: replayKey(projectId, after) }),
      Limit: limit + 1,
      ScanIndexForward: false,
      ConsistentRead: true,
    }),
  );
  const records = Items.map((item) => replayRecordSchema.parse(item));
  return toPage(
    records,
    limit,
    (record) => record,
    ({ id }) => encodeCursor(listName, [id]),
  );
}

async function advance(ports: Ports, replay: ReplayRecord, progress: ReplayProgress): Promise<ReplayRecord | null> {
  const set = changeOf(ports, replay, progress);
  const { isDone } = await transact(ports.documents, [updateOf(ports, replay, set)]);
  return isDone ? { ...replay, ...set, version: replay.version + 1 } : null;
}

async function cancel(
  ports: Ports,
  projectId: string,
  id: string,
  context: ChangeContext,
): Promise<ReplayRecord | null | typeof outdated> {
  const replay = await read(ports, projectId, id);
  if (replay === null || !isActive(replay)) return replay;
  const set = changeOf(ports, replay, { status: 'cancelled' });
  const { status } = replay;
  const { isDone } = await transact(ports.documents, [
    updateOf(ports, replay, set),
    auditPut({
      ...ports,
      context,
      record: {
        projectId,
        action: 'replay.cancelled',
        target: targetOf(id),
        before: { status },
        after: { status: 'cancelled' },
      },
    }),
  ]);
  return isDone ? { ...replay, ...set, version: replay.version + 1 } : outdated;
}

/** With the times at which a status begins. */
function changeOf({ clock }: Ports, replay: ReplayRecord, progress: ReplayProgress) {
  const now = clock();
  const status = progress.status ?? replay.status;
  return {
    ...progress,
    updatedAt: now,
    startedAt: replay.startedAt ?? (status === 'running' ? now : null),
    finishedAt: isActive({ status }) ? null : now,
  };
}

function updateOf({ tableName }: Ports, { projectId, id, version }: ReplayRecord, set: Record<string, unknown>) {
  return versionedUpdate({ tableName, key: replayKey(projectId, id), version, set });
}

function targetOf(id: string) {
  return { kind: 'replay', id, name: id };
}
