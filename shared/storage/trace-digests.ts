import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { digestFormat, encodeRuns, type ShardRun } from '../trace-digests/digest-codec.ts';
import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import { batchWrite } from './batch-write.ts';
import { digestPartition, digestSortKey, hoursRange, isLateNote, millisecondsPerHour } from './trace-digest-keys.ts';
import { dayOf, timePartition, timeRange } from './trace-keys.ts';
import { summaryAttributes } from './trace-search.ts';

/** An hour of a project, by its first millisecond. */
export interface ProjectHour {
  projectId: string;
  hour: number;
}

/** What is there of an hour before it is digested. */
export interface HourState {
  /** Of the digest; null if there is none. */
  version: string | null;
  /** Of late writes. */
  notes: readonly { sortKey: string; at: number }[];
}

export interface IndexedSummary {
  /** Epoch milliseconds. */
  start: number;
  trace: FilterableTrace;
  /** Epoch seconds. */
  ttl: number;
}

export interface NewDigest extends ProjectHour {
  runs: readonly ShardRun[];
  version: string;
  /** Epoch seconds. */
  ttl: number;
}

/** Digests as the job that makes them needs them; lists read them with `readDayDigests`. */
export interface TraceDigests {
  state(of: ProjectHour): Promise<HourState>;
  /** The traces of one shard that started in the hour, in the order of the index. */
  traces(of: ProjectHour, shard: number): AsyncIterable<IndexedSummary>;
  /** Takes the place of the digest that was found; false if another one has. */
  replace(digest: NewDigest, found: HourState): Promise<boolean>;
  /** Leaves the hour without a digest; false if another one has come. */
  remove(of: ProjectHour, found: HourState): Promise<boolean>;
  /** Every write left a note of its own: those that came since stay. */
  forgetNotes(of: ProjectHour, found: HourState): Promise<void>;
}

interface DigestPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

export function createTraceDigests(ports: DigestPorts): TraceDigests {
  const { documents, tableName } = ports;
  return {
    state: (of) => readState(of, ports),
    traces: (of, shard) => readTraces(of, shard, ports),
    replace: ({ projectId, hour, version, runs, ttl }, found) => {
      const Item = {
        ...digestKey({ projectId, hour }),
        format: digestFormat,
        version,
        runs: encodeRuns(runs, hour),
        ttl,
      };
      return unlessChanged(documents.send(new PutCommand({ TableName: tableName, Item, ...ifStill(found) })));
    },
    remove: (of, found) =>
      unlessChanged(documents.send(new DeleteCommand({ TableName: tableName, Key: digestKey(of), ...ifStill(found) }))),
    async forgetNotes({ projectId, hour }, { notes }) {
      const pk = digestPartition(projectId, dayOf(hour));
      const deletions = notes.map(({ sortKey }) => ({ DeleteRequest: { Key: { pk, sk: sortKey } } }));
      await batchWrite(documents, tableName, deletions);
    },
  };
}

function digestKey({ projectId, hour }: ProjectHour) {
  return { pk: digestPartition(projectId, dayOf(hour)), sk: digestSortKey(hour) };
}

function ifStill({ version }: HourState) {
  if (version === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  };
}

async function unlessChanged(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

async function readState({ projectId, hour }: ProjectHour, { documents, tableName }: DigestPorts): Promise<HourState> {
  const [first, end] = hoursRange(hour, hour + millisecondsPerHour);
  const notes: { sortKey: string; at: number }[] = [];
  let version: string | null = null;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
        ProjectionExpression: '#sk, #version, #at',
        ExpressionAttributeNames: { '#sk': 'sk', '#version': 'version', '#at': 'at' },
        ExpressionAttributeValues: { ':pk': digestPartition(projectId, dayOf(hour)), ':first': first, ':end': end },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) {
      const sortKey = String(item['sk']);
      if (isLateNote(sortKey)) notes.push({ sortKey, at: Number(item['at']) });
      else version = String(item['version']);
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return { version, notes };
}

/** What filters look at; the texts of inputs and outputs only for whether there are any. */
const attributes = [...summaryAttributes, 'timeSk', 'ttl'];

async function* readTraces(
  { projectId, hour }: ProjectHour,
  shard: number,
  { documents, tableName }: DigestPorts,
): AsyncGenerator<IndexedSummary> {
  const [first, end] = timeRange(hour, hour + millisecondsPerHour);
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'byTime',
        KeyConditionExpression: 'timePk = :pk AND timeSk BETWEEN :first AND :end',
        ProjectionExpression: attributes.map((_, index) => `#a${index}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#a${index}`, name])),
        ExpressionAttributeValues: {
          ...{ ':pk': timePartition(projectId, dayOf(hour), shard), ':first': first, ':end': end },
        },
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) {
      yield {
        start: Number(String(item['timeSk']).slice(0, 14)),
        trace: item as FilterableTrace,
        ttl: Number(item['ttl']),
      };
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
