import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { fromTextAttribute, type TextDigest, toTextAttribute } from '../text-digests/text-digest.ts';
import { digestFormat, encodeRuns } from '../trace-digests/digest-codec.ts';
import type { RunDigest } from '../trace-digests/run-digest.ts';
import { batchWrite } from './batch-write.ts';
import { digestPartition, headAndNotesRange, hourOf, sliceHeadSortKey, sliceSortKey } from './trace-digest-keys.ts';
import { dayOf } from './trace-keys.ts';
import { textPartition, textSortKeys } from './trace-text-keys.ts';
import { unlessChanged } from './unless-changed.ts';

/** An hour of a project, by its first millisecond. */
export interface ProjectHour {
  projectId: string;
  hour: number;
}

export interface LateNote {
  sortKey: string;
  /** When it was written, epoch milliseconds. */
  at: number;
  /** Of the trace, epoch milliseconds, and its shard; null if a version before slices left the note. */
  start: number | null;
  shard: number | null;
}

/** Which digests of slices of an hour count. Whoever forgets notes has changed it before, from what was found with those notes. */
export interface SliceHead {
  version: string;
  /** The fence that the slices were digested under. */
  fence: string | null;
  /** The hour is being digested as a whole, or has been: there will be no more slices of it. */
  isClosed: boolean;
  /** Version of its digest, by first millisecond of the slice; null if it has too many traces for one. */
  slices: Readonly<Record<number, string | null>>;
  texts: SliceTexts;
}

/**
 * Of each shard what is known of text, by first millisecond of a slice that the head names. Null if there is to be none: the slice
 * has too much text, or somebody is at it. Empty if it has few traces, for as long as it is not digested anew. Items of text count only
 * where a head or a digest names them.
 */
export type SliceTexts = Readonly<Record<number, readonly TextDigest[] | null>>;

export interface SliceState {
  head: SliceHead | null;
  notes: readonly LateNote[];
}

export interface NewSlice {
  projectId: string;
  /** Its first millisecond. */
  slice: number;
  version: string;
  /** Of each shard of the index. */
  shards: readonly (readonly RunDigest[])[];
  /** Epoch seconds. */
  ttl: number;
}

/** Digests of slices, as the job needs them: each has a place of its own, and counts when the head names it. */
export interface SliceDigests {
  sliceState(of: ProjectHour): Promise<SliceState>;
  writeSlice(slice: NewSlice): Promise<void>;
  /** False if another run has changed the head since it was found. */
  changeHead(of: ProjectHour, found: SliceHead | null, next: SliceHead): Promise<boolean>;
  removeSlices(of: ProjectHour, sortKeys: readonly string[]): Promise<void>;
  /** Their items: a search for which one is gone takes it that nothing is known. */
  removeTexts(of: ProjectHour, texts: SliceTexts): Promise<void>;
}

interface DigestPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/** Longer than any run that began when there were slices still lives. */
const headKeptSeconds = 7 * 86_400;

export function createSliceDigests(ports: DigestPorts): SliceDigests {
  const { documents, tableName } = ports;
  return {
    sliceState: (of) => readState(of, ports),
    async writeSlice({ projectId, slice, version, shards, ttl }) {
      const hour = hourOf(slice);
      const key = { pk: digestPartition(projectId, dayOf(hour)), sk: sliceSortKey(slice, version) };
      const bytes = shards.map((runs) => encodeRuns(runs, hour));
      const Item = { ...key, format: digestFormat, shards: bytes, ttl };
      await documents.send(new PutCommand({ TableName: tableName, Item }));
    },
    changeHead({ projectId, hour }, found, next) {
      const key = { pk: digestPartition(projectId, dayOf(hour)), sk: sliceHeadSortKey(hour) };
      const texts = toTextsAttribute(next.texts);
      const Item = { ...key, ...next, texts, ttl: Math.floor(hour / 1000) + headKeptSeconds };
      return unlessChanged(documents.send(new PutCommand({ TableName: tableName, Item, ...ifStill(found) })));
    },
    async removeSlices({ projectId, hour }, sortKeys) {
      const pk = digestPartition(projectId, dayOf(hour));
      await batchWrite(
        documents,
        tableName,
        sortKeys.map((sk) => ({ DeleteRequest: { Key: { pk, sk } } })),
      );
    },
    async removeTexts({ projectId, hour }, texts) {
      const pk = textPartition(projectId, hour);
      for (const [digest] of Object.values(texts).map((shards) => shards ?? [])) {
        const keys = digest === undefined ? [] : textSortKeys(hour, digest);
        await batchWrite(
          documents,
          tableName,
          keys.map((sk) => ({ DeleteRequest: { Key: { pk, sk } } })),
        );
      }
    },
  };
}

function ifStill(found: SliceHead | null) {
  if (found === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': found.version },
  };
}

/** Lies beside the digests, so that they need not be read for it. */
async function readState({ projectId, hour }: ProjectHour, { documents, tableName }: DigestPorts): Promise<SliceState> {
  const [first, last] = headAndNotesRange(hour);
  const notes: LateNote[] = [];
  let head: SliceHead | null = null;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
        ExpressionAttributeValues: { ':pk': digestPartition(projectId, dayOf(hour)), ':first': first, ':end': last },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) {
      if (item['sk'] === first) head = headOf(item);
      else notes.push(noteOf(item));
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return { head, notes };
}

export function headOf(item: Record<string, unknown>): SliceHead {
  const { version, fence = null, isClosed, slices } = item;
  return { version, fence, isClosed, slices, texts: fromTextsAttribute(item['texts']) } as SliceHead;
}

function toTextsAttribute(texts: SliceTexts): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([slice, shards]) => [slice, shards?.map(toTextAttribute) ?? null]),
  );
}

/** A version before text of slices left none; text of another format is none. */
function fromTextsAttribute(attribute: unknown): SliceTexts {
  const known = Object.entries((attribute ?? {}) as Record<string, unknown[] | null>);
  return Object.fromEntries(
    known.flatMap(([slice, attributes]) => {
      const shards = attributes?.map(fromTextAttribute) ?? null;
      return shards?.includes(null) ? [] : [[slice, shards]];
    }),
  ) as SliceTexts;
}

export function noteOf({ sk, at, start = null, shard = null }: Record<string, unknown>): LateNote {
  return { sortKey: String(sk), at: Number(at), start: start as number | null, shard: shard as number | null };
}
