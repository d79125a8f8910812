import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Logger } from '../observability/logger.ts';
import type { IngestionRecord } from '../telemetry/ingestion-record.ts';
import { offloadPayloads } from '../telemetry/offload-payloads.ts';
import { redactContent } from '../telemetry/redact-content.ts';
import { pause, retryDelay } from '../telemetry/retry-delay.ts';
import { mergeVersions } from '../telemetry/stored-span.ts';
import { type EncodedPack, encodePackOf, toPackItem } from './pack-items.ts';
import { addSpans, factsOf, replaceSpans, type TraceChange, type VersionedFacts } from './trace-changes.ts';
import { metaKey, packKey } from './trace-keys.ts';
import { fromMetaItem, type TraceMeta, toMetaItem } from './trace-meta.ts';
import { readTracePages, type TraceReadPorts } from './trace-packs.ts';
import { planIds, readKnownIds } from './trace-span-ids.ts';
import { type TransactItem, transact } from './transact.ts';

export interface TraceWriterPorts extends TraceReadPorts {
  logger: Logger;
}

export interface StoreOptions {
  retentionDays: number;
  capturesContent: boolean;
}

const secondsPerDay = 86_400;
/** Bounds the work of one transaction and one decode; a larger request becomes several packs. */
const maxSpansPerPack = 1000;
/**
 * Writers of one trace wait for each other; with the backoff below up to half a minute, within the worker's minute. The
 * queue delivers again after that.
 */
const maxAttempts = 40;
const backoff = { baseMilliseconds: 20, capMilliseconds: 1_500 };

/**
 * Stores the spans of a record, all of one trace, exactly once: each pack is written in one transaction with the counters
 * of its trace, under the version of them that was read.
 */
export async function storeRecord(
  record: IngestionRecord,
  options: StoreOptions,
  ports: TraceWriterPorts,
): Promise<void> {
  const spans = options.capturesContent ? record.spans : record.spans.map(redactContent);
  const stored = await offloadPayloads(spans, ports.blobs);
  const ttl = Math.floor(record.receivedAt / 1000) + options.retentionDays * secondsPerDay;
  for (let start = 0; start < stored.length; start += maxSpansPerPack) {
    const unique = [...mergeVersions(stored.slice(start, start + maxSpansPerPack)).values()];
    const traceId = unique[0]?.traceId ?? '';
    const pack = await encodePackOf({ projectId: record.projectId, traceId }, unique, ports.blobs);
    await storePack(pack, { receivedAt: record.receivedAt, ttl }, ports);
  }
}

interface PackTimes {
  receivedAt: number;
  ttl: number;
}

async function storePack(pack: EncodedPack, times: PackTimes, ports: TraceWriterPorts): Promise<void> {
  const trace = { traceId: pack.traceId, packId: pack.packId };
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const outcome = await tryStorePack(pack, times, ports);
    if (outcome === 'stored') return ports.logger.debug('ingestion.record.stored', trace);
    if (outcome === 'duplicate') return ports.logger.debug('ingestion.record.duplicate', trace);
    await pause(retryDelay(attempt, backoff));
  }
  throw new Error(`The trace ${pack.traceId} is written to too often; its pack ${pack.packId} is tried again later.`);
}

async function tryStorePack(
  pack: EncodedPack,
  times: PackTimes,
  ports: TraceWriterPorts,
): Promise<'stored' | 'duplicate' | 'outdated'> {
  const meta = await readMeta(pack, ports);
  const change = await decideChange(pack, meta, ports);
  if (change === 'duplicate') return 'duplicate';
  const items = await transactionItems({ pack, times, meta, change, tableName: ports.tableName });
  const outcome = await transact(ports.documents, items);
  if (outcome.isDone) return 'stored';
  return outcome.failedConditions[0] === true ? 'duplicate' : 'outdated';
}

async function readMeta(pack: EncodedPack, { documents, tableName }: TraceWriterPorts): Promise<TraceMeta | null> {
  const key = metaKey(pack.projectId, pack.traceId);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
  return Item === undefined ? null : fromMetaItem(Item);
}

async function decideChange(
  pack: EncodedPack,
  meta: TraceMeta | null,
  ports: TraceWriterPorts,
): Promise<TraceChange | 'duplicate'> {
  const incoming = pack.spans.map(factsOf);
  if (meta === null) return addSpans(null, incoming);
  const known = await readKnownIds(meta, ports);
  if (!incoming.some((span) => known.has(span.spanId))) return addSpans(meta.fold, incoming);
  if (await isStored(pack, ports)) return 'duplicate';
  return replaceSpans(await readStoredFacts(pack, ports), incoming);
}

async function isStored(pack: EncodedPack, { documents, tableName }: TraceWriterPorts): Promise<boolean> {
  const { Item } = await documents.send(
    new GetCommand({
      TableName: tableName,
      Key: packKey(pack.projectId, pack.traceId, pack.packId),
      ProjectionExpression: 'pk',
      ConsistentRead: true,
    }),
  );
  return Item !== undefined;
}

async function readStoredFacts(pack: EncodedPack, ports: TraceWriterPorts): Promise<Map<string, VersionedFacts>> {
  let stored = new Map<string, VersionedFacts>();
  for await (const page of readTracePages(pack.projectId, pack.traceId, ports)) {
    stored = mergeVersions([...stored.values(), ...page.spans.map(factsOf)]);
  }
  return stored;
}

interface Writing {
  pack: EncodedPack;
  times: PackTimes;
  meta: TraceMeta | null;
  change: TraceChange;
  tableName: string;
}

async function transactionItems({ pack, times, meta, change, tableName }: Writing): Promise<TransactItem[]> {
  const { projectId, traceId } = pack;
  const before = meta ?? {
    projectId,
    traceId,
    version: 0,
    packCount: 0,
    recentIds: new Uint8Array(),
    segmentCount: 0,
    ttl: 0,
  };
  const ttl = Math.max(before.ttl, times.ttl);
  const { segment, ...ids } = planIds({ ...before, ttl }, change.newIds);
  const next: TraceMeta = {
    ...before,
    ...ids,
    ttl,
    fold: change.fold,
    version: before.version + 1,
    packCount: before.packCount + 1,
  };
  const packItem = await toPackItem(pack, { ...times, contributions: change.contributions });
  return [
    { Put: { TableName: tableName, Item: packItem, ConditionExpression: 'attribute_not_exists(pk)' } },
    { Put: { TableName: tableName, Item: toMetaItem(next), ...versionCondition(meta) } },
    ...(segment === null ? [] : [{ Put: { TableName: tableName, Item: segment } }]),
  ];
}

function versionCondition(meta: TraceMeta | null) {
  if (meta === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': meta.version },
  };
}
