import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Logger } from '../observability/logger.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { IngestionRecord } from '../telemetry/ingestion-record.ts';
import { offloadPayloads } from '../telemetry/offload-payloads.ts';
import { redactContent } from '../telemetry/redact-content.ts';
import { pause, retryDelay } from '../telemetry/retry-delay.ts';
import { mergeVersions } from '../telemetry/stored-span.ts';
import { type EncodedPack, encodePackOf, toPackItem } from './pack-items.ts';
import { noteRawKey, rawKeysOfItem } from './pack-raw-keys.ts';
import { addOutcomes, outcomeOf, type PackResult, replayOutcomeOf, type StoreOutcome } from './store-outcome.ts';
import { addSpans, factsOf, replaceSpans, type TraceChange, type VersionedFacts } from './trace-changes.ts';
import { metaKey, packKey } from './trace-keys.ts';
import { type LateDays, sharedLateDays } from './trace-late-day-notes.ts';
import { emptyMeta, fromMetaItem, isTombstone, type TraceMeta, toMetaItem } from './trace-meta.ts';
import { prepareMetaWrite } from './trace-meta-write.ts';
import { readTracePages, type TraceReadPorts } from './trace-packs.ts';
import { planIds, readKnownIds } from './trace-span-ids.ts';
import { type TransactItem, transact } from './transact.ts';

export interface TraceWriterPorts extends TraceReadPorts {
  logger: Logger;
  clock?: Clock;
  lateDays?: LateDays;
}

export interface StoreOptions {
  retentionDays: number;
  capturesContent: boolean;
  /**
   * Names this record of this message. A pack keeps it, so that a record that comes again, because its worker died before
   * it could count, is told from one that repeats what another brought.
   */
  acceptance?: string;
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
 * of its trace, under the version of them that was read. Answers what became of the spans, the same however often it is called.
 */
export async function storeRecord(
  record: IngestionRecord,
  options: StoreOptions,
  ports: TraceWriterPorts,
): Promise<StoreOutcome> {
  const spans = options.capturesContent ? record.spans : record.spans.map(redactContent);
  const stored = await offloadPayloads(spans, ports.blobs, options.retentionDays);
  const ttl = Math.floor(record.receivedAt / 1000) + options.retentionDays * secondsPerDay;
  const outcomes: StoreOutcome[] = [];
  for (let start = 0; start < stored.length; start += maxSpansPerPack) {
    const part = stored.slice(start, start + maxSpansPerPack);
    const unique = [...mergeVersions(part).values()];
    const traceId = unique[0]?.traceId ?? '';
    const pack = await encodePackOf(
      { projectId: record.projectId, traceId, retentionDays: options.retentionDays },
      unique,
      ports.blobs,
    );
    const acceptance = options.acceptance === undefined ? undefined : `${options.acceptance}/${start}`;
    const { receivedAt, isReplay, rawKey } = record;
    const provenance = { receivedAt, isReplay, rawKey, ttl, acceptance };
    const result = await storePack(pack, provenance, ports);
    outcomes.push(
      record.isReplay
        ? replayOutcomeOf(result)
        : outcomeOf(result.fate, { packed: unique.length, brought: part.length }),
    );
  }
  return addOutcomes(outcomes);
}

interface PackProvenance {
  receivedAt: number;
  ttl: number;
  acceptance?: string | undefined;
  isReplay?: true | undefined;
  rawKey?: string | undefined;
}

async function storePack(pack: EncodedPack, provenance: PackProvenance, ports: TraceWriterPorts): Promise<PackResult> {
  const trace = { traceId: pack.traceId, packId: pack.packId };
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const outcome = await tryStorePack(pack, provenance, ports);
    if (outcome !== 'outdated') {
      ports.logger.debug(outcome.fate === 'stored' ? 'ingestion.record.stored' : 'ingestion.record.duplicate', trace);
      return outcome;
    }
    await pause(retryDelay(attempt, backoff));
  }
  throw new Error(`The trace ${pack.traceId} is written to too often; its pack ${pack.packId} is tried again later.`);
}

async function tryStorePack(
  pack: EncodedPack,
  provenance: PackProvenance,
  ports: TraceWriterPorts,
): Promise<PackResult | 'outdated'> {
  const meta = await readMeta(pack, ports);
  if (meta === 'deleted') return { fate: 'dropped', newSpanCount: 0 };
  const change = await decideChange(pack, meta, provenance, ports);
  if ('fate' in change) return await noteRepetition(change, pack, provenance, ports);
  const items = await transactionItems({ pack, provenance, meta, change }, ports);
  const outcome = await transact(ports.documents, items);
  if (outcome.isDone) return { fate: 'stored', newSpanCount: change.newIds.length };
  const stored = outcome.failedConditions[0] === true ? await findStored(pack, provenance, ports) : null;
  return stored === null ? 'outdated' : await noteRepetition(stored, pack, provenance, ports);
}

/**
 * A repetition lies in the archive once more, and its pack has to tell where. If the trace was deleted meanwhile, the note may
 * have come too late to be read: the next attempt finds that out, and drops it.
 */
async function noteRepetition(
  result: StoredPack,
  pack: EncodedPack,
  { rawKey, ttl }: PackProvenance,
  ports: TraceWriterPorts,
): Promise<PackResult | 'outdated'> {
  const { item, ...found } = result;
  if (rawKey === undefined || rawKeysOfItem(item).includes(rawKey)) return found;
  const isNoted = await noteRawKey({ pack, item, rawKey, ttl }, ports);
  return isNoted && (await readMeta(pack, ports)) !== 'deleted' ? found : 'outdated';
}

async function readMeta(
  pack: EncodedPack,
  { documents, tableName }: TraceWriterPorts,
): Promise<TraceMeta | 'deleted' | null> {
  const key = metaKey(pack.projectId, pack.traceId);
  const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
  if (Item === undefined) return null;
  return isTombstone(Item) ? 'deleted' : fromMetaItem(Item);
}

async function decideChange(
  pack: EncodedPack,
  meta: TraceMeta | null,
  provenance: PackProvenance,
  ports: TraceWriterPorts,
): Promise<TraceChange | StoredPack> {
  const incoming = pack.spans.map(factsOf);
  if (meta === null) return addSpans(null, incoming);
  const known = await readKnownIds(meta, ports);
  if (!incoming.some((span) => known.has(span.spanId))) return addSpans(meta.fold, incoming);
  const result = await findStored(pack, provenance, ports);
  if (result !== null) return result;
  return replaceSpans(await readStoredFacts(pack, ports), incoming);
}

/** A pack that was there, with what its item tells of raw objects. */
type StoredPack = PackResult & { item: Record<string, unknown> };

/** Null if the pack is not there. If it is, this record stored it, before a worker died, or another one did. */
async function findStored(
  pack: EncodedPack,
  { acceptance }: PackProvenance,
  { documents, tableName }: TraceWriterPorts,
): Promise<StoredPack | null> {
  const { Item } = await documents.send(
    new GetCommand({
      TableName: tableName,
      Key: packKey(pack.projectId, pack.traceId, pack.packId),
      ProjectionExpression: 'newSpanCount, acceptance, rawKey, otherRawKeys',
      ConsistentRead: true,
    }),
  );
  if (Item === undefined) return null;
  const isOurs = acceptance !== undefined && Item['acceptance'] === acceptance;
  return { fate: isOurs ? 'stored' : 'repeated', newSpanCount: Number(Item['newSpanCount'] ?? 0), item: Item };
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
  provenance: PackProvenance;
  meta: TraceMeta | null;
  change: TraceChange;
}

async function transactionItems(
  { pack, provenance, meta, change }: Writing,
  ports: TraceWriterPorts,
): Promise<TransactItem[]> {
  const { projectId, traceId } = pack;
  const { tableName, clock = systemClock, lateDays = sharedLateDays(ports) } = ports;
  const before = meta ?? emptyMeta(projectId, traceId);
  const ttl = Math.max(before.ttl, provenance.ttl);
  const { segment, ...ids } = planIds({ ...before, ttl }, change.newIds);
  const next: TraceMeta = {
    ...before,
    ...ids,
    ttl,
    fold: change.fold,
    version: before.version + 1,
    packCount: before.packCount + 1,
  };
  const packItem = await toPackItem(pack, {
    ...provenance,
    contributions: change.contributions,
    newSpanCount: change.newIds.length,
  });
  const metaChange = { projectId, traceId, before: meta, next: toMetaItem(next), now: clock() };
  return [
    { Put: { TableName: tableName, Item: packItem, ConditionExpression: 'attribute_not_exists(pk)' } },
    ...(await prepareMetaWrite(metaChange, { tableName, lateDays })),
    ...(segment === null ? [] : [{ Put: { TableName: tableName, Item: segment } }]),
  ];
}
