import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { type CoveredTrace, decodeCoveredTraces, encodeCoveredTraces } from '../text-digests/covered-traces.ts';
import type { TextSegment } from '../text-digests/text-segment.ts';
import { batchWriteAll } from './batch-write.ts';
import { recentHeadKey, recentPartKey, recentSegmentKeys, recentTracesKey } from './recent-text-keys.ts';
import { fromHeadItem, type RecentSegment, type RecentTextsHead, toHeadItem } from './recent-texts-head.ts';
import { TextItemReader } from './text-item-reader.ts';
import { unlessChanged } from './unless-changed.ts';

/** So long after its start a trace is recent: then its slice has text, even if the job that makes it comes late once. */
export const recentMilliseconds = 50 * 60_000;

export interface NewRecentSegment {
  projectId: string;
  segment: RecentSegment;
  content: TextSegment;
  /** First those whose text it holds. */
  traces: readonly CoveredTrace[];
  /** Epoch seconds. */
  ttl: number;
}

/** Text of recent traces as the job that makes it needs it; searches read it with `readRecentTexts`. */
export interface RecentTexts {
  head(projectId: string): Promise<RecentTextsHead | null>;
  /** The traces of each segment, by its id; those of one that is gone are left out. */
  traces(projectId: string, segments: readonly RecentSegment[]): Promise<ReadonlyMap<string, readonly CoveredTrace[]>>;
  putSegment(segment: NewRecentSegment): Promise<void>;
  /** False if another run has changed the head since it was found. */
  changeHead(projectId: string, found: RecentTextsHead | null, next: RecentTextsHead, ttl: number): Promise<boolean>;
  removeSegments(projectId: string, segments: readonly RecentSegment[]): Promise<void>;
}

interface RecentPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

export function createRecentTexts(ports: RecentPorts): RecentTexts {
  const { documents, tableName } = ports;
  return {
    head: (projectId) => readRecentHead(projectId, ports, true),
    async traces(projectId, segments) {
      const items = await new TextItemReader(ports).read(segments.map(({ id }) => recentTracesKey(projectId, id)));
      return new Map(
        segments.flatMap(({ id, from }) => {
          const bytes = items.get(recentTracesKey(projectId, id).sk);
          return bytes === undefined ? [] : [[id, decodeCoveredTraces(bytes, from)]];
        }),
      );
    },
    async putSegment({ projectId, segment: { id, from }, content, traces, ttl }) {
      const items = [
        { ...recentTracesKey(projectId, id), bytes: encodeCoveredTraces(traces, from), ttl },
        ...content.parts.map((bytes, part) => ({ ...recentPartKey(projectId, id, part), bytes, ttl })),
      ];
      await batchWriteAll(
        documents,
        tableName,
        items.map((Item) => ({ PutRequest: { Item } })),
      );
    },
    changeHead(projectId, found, next, ttl) {
      const Item = toHeadItem(projectId, next, ttl);
      return unlessChanged(documents.send(new PutCommand({ TableName: tableName, Item, ...ifStill(found) })));
    },
    async removeSegments(projectId, segments) {
      const keys = segments.flatMap((segment) => recentSegmentKeys(projectId, segment));
      await batchWriteAll(
        documents,
        tableName,
        keys.map((Key) => ({ DeleteRequest: { Key } })),
      );
    },
  };
}

/** Null if there is none yet. */
export async function readRecentHead(
  projectId: string,
  { documents, tableName }: RecentPorts,
  isConsistent: boolean,
): Promise<RecentTextsHead | null> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName, Key: recentHeadKey(projectId), ConsistentRead: isConsistent }),
  );
  return Item === undefined ? null : fromHeadItem(Item);
}

function ifStill(found: RecentTextsHead | null) {
  if (found === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': found.version },
  };
}
