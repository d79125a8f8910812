import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { UnavailableError } from '../http/errors.ts';
import { pause, retryDelay } from '../telemetry/retry-delay.ts';
import { outdated } from './retry-on-change.ts';
import { type ScoreTarget, scoreHeadKey } from './score-keys.ts';
import { TraceDeletedError } from './trace-annotation-errors.ts';
import { noAnnotations, type TraceAnnotations } from './trace-annotations.ts';
import { sharedLateDays } from './trace-late-day-notes.ts';
import { emptyMeta, fromMetaItem, isTombstone, toMetaItem } from './trace-meta.ts';
import { prepareMetaWrite } from './trace-meta-write.ts';
import type { TransactItem } from './transact.ts';

export interface AnnotationPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/** Where annotations are counted: META of a trace, which may not have come yet, or a session's own item. */
export interface AnnotationHead {
  annotations: TraceAnnotations;
  /** Tags that come from spans. */
  spanTags: readonly string[];
  /** Epoch seconds. What belongs to a trace expires with it. */
  ttl: number;
  /** The writes that change the annotations, unless somebody wrote since they were read. */
  write(annotations: TraceAnnotations): Promise<TransactItem[]>;
}

interface HeadName {
  projectId: string;
  target: ScoreTarget;
}

export interface HeadQuery extends HeadName {
  /** Until when to keep annotations of what is not known, epoch seconds. */
  keepUntil: number;
  /** Epoch milliseconds. */
  now: number;
}

/** Throws a `TraceDeletedError` for a trace that was deleted. */
export async function readAnnotationHead(query: HeadQuery, ports: AnnotationPorts): Promise<AnnotationHead> {
  const Key = scoreHeadKey(query.projectId, query.target);
  const { Item } = await ports.documents.send(
    new GetCommand({ TableName: ports.tableName, Key, ConsistentRead: true }),
  );
  return annotationHeadOf(query, Item, ports);
}

/** The same of an item that was read, consistently. */
export function annotationHeadOf(
  query: HeadQuery,
  item: Record<string, unknown> | undefined,
  ports: AnnotationPorts,
): AnnotationHead {
  if (item !== undefined && isTombstone(item)) throw new TraceDeletedError();
  const { target } = query;
  return target.kind === 'trace'
    ? traceHead({ ...query, traceId: target.traceId }, item, ports)
    : sessionHead(query, item, ports.tableName);
}

/**
 * Holds as long as the head is there and its trace was not deleted: for writes beside it that leave it as it is. What came into
 * the partition of a deleted trace, its deletion would not look for any more.
 */
export function requireHead({ projectId, target }: HeadName, tableName: string): TransactItem {
  return {
    ConditionCheck: {
      TableName: tableName,
      Key: scoreHeadKey(projectId, target),
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deletedAt)',
    },
  };
}

function traceHead(
  { projectId, traceId, keepUntil, now }: HeadQuery & { traceId: string },
  item: Record<string, unknown> | undefined,
  ports: AnnotationPorts,
): AnnotationHead {
  const before = item === undefined ? null : fromMetaItem(item);
  const meta = before ?? emptyMeta(projectId, traceId);
  const ttl = meta.fold === null ? Math.max(meta.ttl, keepUntil) : meta.ttl;
  return {
    annotations: meta.annotations,
    spanTags: meta.fold?.tags ?? [],
    ttl,
    write: (annotations) => {
      const next = toMetaItem({ ...meta, annotations, ttl, version: meta.version + 1 });
      const lateDays = sharedLateDays(ports);
      return prepareMetaWrite({ projectId, traceId, before, next, now }, { ...ports, lateDays });
    },
  };
}

function sessionHead(
  { projectId, target, keepUntil }: HeadQuery,
  item: Record<string, unknown> | undefined,
  tableName: string,
): AnnotationHead {
  const version = Number(item?.['version'] ?? 0);
  const ttl = Math.max(Number(item?.['ttl'] ?? 0), keepUntil);
  return {
    annotations: (item?.['annotations'] as TraceAnnotations | undefined) ?? noAnnotations,
    spanTags: [],
    ttl,
    write: async (annotations) => [
      conditionalPut(tableName, { ...scoreHeadKey(projectId, target), annotations, ttl, version: version + 1 }, item),
    ],
  };
}

function conditionalPut(
  TableName: string,
  Item: Record<string, unknown>,
  before: Record<string, unknown> | undefined,
): TransactItem {
  if (before === undefined) return { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
  return {
    Put: {
      TableName,
      Item,
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': before['version'] },
    },
  };
}

/** All who write to one trace wait for each other, as long as a request may take. */
const maxAttempts = 40;
const backoff = { baseMilliseconds: 20, capMilliseconds: 1_200 };

/** Reads and writes again for as long as others come between. */
export async function retryAnnotation<T>(attempt: () => Promise<T | typeof outdated>): Promise<T> {
  for (let tried = 0; tried < maxAttempts; tried++) {
    const outcome = await attempt();
    if (outcome !== outdated) return outcome;
    await pause(retryDelay(tried, backoff));
  }
  throw new UnavailableError('Too many write to the same trace at the moment. Try again.');
}
