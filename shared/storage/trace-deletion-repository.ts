import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type Ids, systemIds } from '../runtime/ids.ts';
import { auditPut, type ChangeContext } from './audit-log.ts';
import type { CorePorts } from './core-ports.ts';
import { decodeCursor, encodeCursor, type Page, type PageRequest, toPage } from './page-cursor.ts';
import { traceDeletionKey, traceDeletionPartition } from './trace-deletion-keys.ts';
import { type DeletionTarget, type TraceDeletionRecord, traceDeletionRecordSchema } from './trace-deletion-record.ts';
import { transact } from './transact.ts';

type Progress = Partial<Pick<TraceDeletionRecord, 'status' | 'emptySince' | 'error'>>;

export interface TraceDeletionRepository {
  create(projectId: string, target: DeletionTarget, context: ChangeContext): Promise<TraceDeletionRecord>;
  get(projectId: string, deletionId: string): Promise<TraceDeletionRecord | null>;
  /** Newest first. */
  list(projectId: string, page: PageRequest): Promise<Page<TraceDeletionRecord>>;
  advance(record: TraceDeletionRecord, progress: Progress): Promise<void>;
  /** Forgets who or what was deleted. */
  finish(record: TraceDeletionRecord): Promise<void>;
}

const targetNames = { traces: 'Traces', session: 'All traces of a session', user: 'All traces of a user' } as const;
const listName = 'trace-deletions';

export function createTraceDeletionRepository(
  ports: CorePorts,
  { clock = systemClock, ids = systemIds }: { clock?: Clock; ids?: Ids } = {},
): TraceDeletionRepository {
  const { documents, tableName } = ports;
  const set = async ({ projectId, id }: TraceDeletionRecord, fields: Record<string, unknown>) => {
    const entries = Object.entries(fields);
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: traceDeletionKey(projectId, id),
        UpdateExpression: `SET ${entries.map((_, index) => `#f${index} = :v${index}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#f${index}`, name])),
        ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], index) => [`:v${index}`, value])),
      }),
    );
  };
  return {
    async create(projectId, target, context) {
      const record = newRecord(projectId, target, context, { clock, ids });
      const audit = auditPut({ tableName, clock, ids, context, record: auditRecordOf(record) });
      const Item = { ...traceDeletionKey(projectId, record.id), ...record };
      await transact(documents, [{ Put: { TableName: tableName, Item } }, audit]);
      return record;
    },
    async get(projectId, deletionId) {
      const Key = traceDeletionKey(projectId, deletionId);
      const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item === undefined ? null : traceDeletionRecordSchema.parse(Item);
    },
    list: (projectId, page) => listDeletions(projectId, page, ports),
    advance: (record, progress) => set(record, progress),
    finish: (record) => set(record, { status: 'done', finishedAt: clock(), targetId: null, traceIds: null }),
  };
}

function newRecord(
  projectId: string,
  target: DeletionTarget,
  { actor }: ChangeContext,
  { clock, ids }: { clock: Clock; ids: Ids },
): TraceDeletionRecord {
  const traceIds = target.kind === 'traces' ? [...new Set(target.traceIds)] : null;
  return {
    id: ids(),
    projectId,
    kind: target.kind,
    targetId: target.kind === 'traces' ? null : target.id,
    traceIds,
    namedCount: traceIds?.length ?? null,
    status: 'waiting',
    createdAt: clock(),
    createdBy: actor.name,
    finishedAt: null,
    emptySince: null,
    traceCount: 0,
    spanCount: 0,
    scoreCount: 0,
    objectCount: 0,
    rewrittenCount: 0,
    error: null,
  };
}

/** The audit log is kept for good: it says that somebody's traces were deleted, and not whose. */
function auditRecordOf({ projectId, id, kind, namedCount }: TraceDeletionRecord) {
  return {
    projectId,
    action: 'traces.deletion_requested',
    target: { kind: 'trace_deletion', id, name: targetNames[kind] },
    before: null,
    after: { kind, ...(namedCount === null ? {} : { traceCount: namedCount }) },
  };
}

async function listDeletions(
  projectId: string,
  { limit, cursor }: PageRequest,
  { documents, tableName }: CorePorts,
): Promise<Page<TraceDeletionRecord>> {
  const [after] = cursor === undefined ? [] : decodeCursor(listName, [/^[0-9a-f-]{36}$/], cursor);
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': traceDeletionPartition(projectId) },
      ...(after === undefined ? {} : { ExclusiveStartKey: traceDeletionKey(projectId, after) }),
      Limit: limit + 1,
      ScanIndexForward: false,
      ConsistentRead: true,
    }),
  );
  const records = Items.map((item) => traceDeletionRecordSchema.parse(item));
  return toPage(
    records,
    limit,
    (record) => record,
    ({ id }) => encodeCursor(listName, [id]),
  );
}
