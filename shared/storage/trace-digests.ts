import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { mapConcurrently } from '../telemetry/map-concurrently.ts';
import { fromTextAttribute, type TextDigest, toTextAttribute } from '../text-digests/text-digest.ts';
import { digestFormat, encodeRuns } from '../trace-digests/digest-codec.ts';
import type { RunDigest } from '../trace-digests/run-digest.ts';
import type { FilterableTrace } from '../trace-filter/trace-values.ts';
import { batchWrite } from './batch-write.ts';
import {
  digestAttemptSortKey,
  digestKey,
  digestPartition,
  hoursRange,
  isDigestAttempt,
  isLateNote,
  isSliceHead,
  millisecondsPerHour,
  shardOfSortKey,
  sliceOfSortKey,
} from './trace-digest-keys.ts';
import { dayOf, timePartition, timeRange } from './trace-keys.ts';
import { summaryAttributes } from './trace-search.ts';
import {
  createSliceDigests,
  headOf,
  type LateNote,
  noteOf,
  type ProjectHour,
  type SliceDigests,
  type SliceHead,
} from './trace-slice-digests.ts';
import { unlessChanged } from './unless-changed.ts';

/** What is there of an hour before it is digested. */
export interface HourState {
  /** Of the digests that there are, by shard; and what they say of text, each under the fence of its digest. */
  versions: ReadonlyMap<number, string>;
  texts: ReadonlyMap<number, FencedText>;
  /** Of late writes. */
  notes: readonly LateNote[];
  /** Runs that began to digest the hour and did not come to an end. */
  attempts: number;
  /** Of its slices; and the sort keys of their digests, whether they count or not. */
  head: SliceHead | null;
  sliceKeys: readonly string[];
}

export interface FencedText {
  fence: string;
  texts: TextDigest;
}

/** A time within one day of a project. Epoch milliseconds: [from, to). */
export interface ProjectTime {
  projectId: string;
  from: number;
  to: number;
}

export interface IndexedSummary {
  /** Epoch milliseconds. */
  start: number;
  trace: FilterableTrace;
  /** Of META. */
  version: number;
  packCount: number;
  /** Epoch seconds. */
  ttl: number;
}

export interface NewDigest extends ProjectHour {
  shard: number;
  runs: readonly RunDigest[];
  version: string;
  /** The fence that it is made under. */
  fence: string;
  /** What is known of the text of its traces; null if it has to be digested anew. */
  texts: TextDigest | null;
  /** Epoch seconds. */
  ttl: number;
}

/** Digests as the job that makes them needs them; lists read them with `readDayDigests`. */
export interface TraceDigests extends SliceDigests {
  state(of: ProjectHour): Promise<HourState>;
  /** The traces of one shard that started then, in the order of the index. */
  traces(of: ProjectTime, shard: number): AsyncIterable<IndexedSummary>;
  /** Takes the place of the digest that was found; false if another one has. */
  replace(digest: NewDigest, found: HourState): Promise<boolean>;
  /** Leaves a shard of the hour without a digest; false if another one has come. */
  remove(of: ProjectHour, shard: number, found: HourState): Promise<boolean>;
  /** Every write left a note of its own: those that came since stay. */
  forgetNotes(of: ProjectHour, notes: readonly LateNote[]): Promise<void>;
  /** Before an hour is read, so that one that is too much for the job does not stop it for good. */
  beginAttempt(of: ProjectHour, found: HourState, now: number): Promise<void>;
  endAttempt(of: ProjectHour): Promise<void>;
}

interface DigestPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

export function createTraceDigests(ports: DigestPorts): TraceDigests {
  const { documents, tableName } = ports;
  return {
    ...createSliceDigests(ports),
    state: (of) => readState(of, ports),
    traces: (of, shard) => readTraces(of, shard, ports),
    replace: ({ projectId, hour, shard, runs, texts, ...rest }, found) => {
      const key = digestKey({ projectId, hour }, shard);
      const content = { format: digestFormat, runs: encodeRuns(runs, hour) };
      const Item = { ...key, ...rest, ...content, ...(texts && { texts: toTextAttribute(texts) }) };
      return unlessChanged(documents.send(new PutCommand({ TableName: tableName, Item, ...ifStill(found, shard) })));
    },
    remove: (of, shard, found) => {
      const Key = digestKey(of, shard);
      return unlessChanged(documents.send(new DeleteCommand({ TableName: tableName, Key, ...ifStill(found, shard) })));
    },
    async forgetNotes({ projectId, hour }, notes) {
      const pk = digestPartition(projectId, dayOf(hour));
      const deletions = notes.map(({ sortKey }) => ({ DeleteRequest: { Key: { pk, sk: sortKey } } }));
      const batches = Array.from({ length: Math.ceil(deletions.length / notesPerBatch) }, (_, index) =>
        deletions.slice(index * notesPerBatch, (index + 1) * notesPerBatch),
      );
      await mapConcurrently(batches, concurrentBatches, (batch) => batchWrite(documents, tableName, batch));
    },
    async beginAttempt(of, { attempts }, now) {
      const ttl = Math.floor(now / 1000) + attemptKeptSeconds;
      const Item = { ...attemptKey(of), attempts: attempts + 1, ttl };
      await documents.send(new PutCommand({ TableName: tableName, Item }));
    },
    async endAttempt(of) {
      await documents.send(new DeleteCommand({ TableName: tableName, Key: attemptKey(of) }));
    },
  };
}

/** An import of history leaves a hundred thousand notes in an hour. */
const notesPerBatch = 25;
const concurrentBatches = 8;
/** Then an hour that was too much is tried again: there may be more memory, or less in it. */
const attemptKeptSeconds = 7 * 86_400;

function attemptKey({ projectId, hour }: ProjectHour) {
  return { pk: digestPartition(projectId, dayOf(hour)), sk: digestAttemptSortKey(hour) };
}

function ifStill({ versions }: HourState, shard: number) {
  const version = versions.get(shard);
  if (version === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': version },
  };
}

async function readState({ projectId, hour }: ProjectHour, { documents, tableName }: DigestPorts): Promise<HourState> {
  const [first, end] = hoursRange(hour, hour + millisecondsPerHour);
  const reading = new StateReading();
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
        ProjectionExpression: stateAttributes.map((name) => `#${name}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(stateAttributes.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: { ':pk': digestPartition(projectId, dayOf(hour)), ':first': first, ':end': end },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) reading.take(item);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return reading;
}

/** Of all that lies beside an hour, digests themselves are left out. */
const stateAttributes = [
  ...['sk', 'version', 'at', 'start', 'shard', 'attempts', 'fence', 'isClosed', 'slices', 'texts'],
] as const;

class StateReading implements HourState {
  readonly versions = new Map<number, string>();
  readonly texts = new Map<number, FencedText>();
  readonly notes: LateNote[] = [];
  readonly sliceKeys: string[] = [];
  head: SliceHead | null = null;
  attempts = 0;

  take(item: Record<string, unknown>): void {
    const sortKey = String(item['sk']);
    const shard = shardOfSortKey(sortKey);
    if (shard !== null) this.takeDigest(shard, item);
    else if (isLateNote(sortKey)) this.notes.push(noteOf(item));
    else if (isSliceHead(sortKey)) this.head = headOf(item);
    else if (isDigestAttempt(sortKey)) this.attempts = Number(item['attempts']);
    else if (sliceOfSortKey(sortKey) !== null) this.sliceKeys.push(sortKey);
  }

  private takeDigest(shard: number, item: Record<string, unknown>): void {
    this.versions.set(shard, String(item['version']));
    const texts = fromTextAttribute(item['texts']);
    if (texts !== null) this.texts.set(shard, { fence: String(item['fence']), texts });
  }
}

/** What filters look at; the texts of inputs and outputs only for whether there are any. */
const attributes = [...summaryAttributes, 'timeSk', 'version', 'packCount', 'ttl'];

async function* readTraces(
  { projectId, from, to }: ProjectTime,
  shard: number,
  { documents, tableName }: DigestPorts,
): AsyncGenerator<IndexedSummary> {
  const [first, end] = timeRange(from, to);
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
          ...{ ':pk': timePartition(projectId, dayOf(from), shard), ':first': first, ':end': end },
        },
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) {
      yield {
        start: Number(String(item['timeSk']).slice(0, 14)),
        trace: item as FilterableTrace,
        version: Number(item['version']),
        packCount: Number(item['packCount'] ?? 0),
        ttl: Number(item['ttl']),
      };
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
