import { BatchGetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { type TextDigest, toTextAttribute } from '../text-digests/text-digest.ts';
import type { TextSegment } from '../text-digests/text-segment.ts';
import { encodeStarts, type SegmentStarts } from '../text-digests/trace-starts.ts';
import { batchWriteAll } from './batch-write.ts';
import { digestKey, hoursRange, millisecondsPerHour, shardOfSortKey } from './trace-digest-keys.ts';
import { shardCount } from './trace-keys.ts';
import type { ProjectHour } from './trace-slice-digests.ts';
import { textPartition, textPartSortKey, textStartsSortKey } from './trace-text-keys.ts';
import { unlessChanged } from './unless-changed.ts';

export interface NewSegment extends ProjectHour {
  id: string;
  segment: number;
  content: TextSegment;
  starts: SegmentStarts;
  /** Epoch seconds. */
  ttl: number;
}

/** Digests of text as the job that makes them needs them; searches read them with `readTexts`. */
export interface TraceTextDigests {
  /** Versions of the digests of an hour, by shard. */
  versions(of: ProjectHour): Promise<ReadonlyMap<number, string>>;
  /** Sort keys of all items that there are of the text of an hour. */
  sortKeys(of: ProjectHour): Promise<string[]>;
  putSegment(segment: NewSegment): Promise<void>;
  /**
   * From now on readers of the digest believe the text, too; false if another digest has taken its place. The digest has another
   * version then, so that nobody replaces it who does not know of the text.
   */
  attach(of: ProjectHour, shard: number, version: string, texts: TextDigest): Promise<boolean>;
  remove(of: ProjectHour, sortKeys: readonly string[]): Promise<void>;
}

interface TextPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

export function createTraceTextDigests(ports: TextPorts): TraceTextDigests {
  return {
    versions: (of) => readVersions(of, ports),
    sortKeys: (of) => readSortKeys(of, ports),
    putSegment: (segment) => putSegment(segment, ports),
    attach: (of, shard, version, texts) => attach(of, shard, { version, texts }, ports),
    async remove({ projectId, hour }, sortKeys) {
      const pk = textPartition(projectId, hour);
      await batchWriteAll(
        ports.documents,
        ports.tableName,
        sortKeys.map((sk) => ({ DeleteRequest: { Key: { pk, sk } } })),
      );
    },
  };
}

async function putSegment({ projectId, content, starts, ttl, ...name }: NewSegment, ports: TextPorts): Promise<void> {
  const pk = textPartition(projectId, name.hour);
  const items = [
    { pk, sk: textStartsSortKey(name), bytes: encodeStarts(starts, name.hour), ttl },
    ...content.parts.map((bytes, part) => ({ pk, sk: textPartSortKey(name, part), bytes, ttl })),
  ];
  await batchWriteAll(
    ports.documents,
    ports.tableName,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}

async function attach(
  of: ProjectHour,
  shard: number,
  { version, texts }: { version: string; texts: TextDigest },
  { documents, tableName }: TextPorts,
): Promise<boolean> {
  return await unlessChanged(
    documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: digestKey(of, shard),
        UpdateExpression: 'SET #texts = :texts, #version = :next',
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#texts': 'texts', '#version': 'version' },
        ExpressionAttributeValues: { ':texts': toTextAttribute(texts), ':version': version, ':next': texts.id },
      }),
    ),
  );
}

async function readVersions(of: ProjectHour, { documents, tableName }: TextPorts): Promise<Map<number, string>> {
  const Keys = Array.from({ length: shardCount }, (_, shard) => digestKey(of, shard));
  const { Responses, UnprocessedKeys = {} } = await documents.send(
    new BatchGetCommand({
      RequestItems: {
        [tableName]: {
          ...{ Keys, ConsistentRead: true, ProjectionExpression: 'sk, #version' },
          ExpressionAttributeNames: { '#version': 'version' },
        },
      },
    }),
  );
  // Shards that are left out would have no text for good.
  if (UnprocessedKeys[tableName] !== undefined) throw new Error(`The table ${tableName} refused to read versions.`);
  const versions = new Map<number, string>();
  for (const { sk, version } of Responses?.[tableName] ?? []) {
    const shard = shardOfSortKey(String(sk));
    if (shard !== null) versions.set(shard, String(version));
  }
  return versions;
}

async function readSortKeys({ projectId, hour }: ProjectHour, { documents, tableName }: TextPorts): Promise<string[]> {
  const [first, end] = hoursRange(hour, hour + millisecondsPerHour);
  const sortKeys: string[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
        ProjectionExpression: '#sk',
        ExpressionAttributeNames: { '#sk': 'sk' },
        ExpressionAttributeValues: { ':pk': textPartition(projectId, hour), ':first': first, ':end': end },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    sortKeys.push(...(page.Items ?? []).map(({ sk }) => String(sk)));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return sortKeys;
}
