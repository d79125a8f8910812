import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Span } from '../../../shared/contract/span.ts';
import { batchWrite } from '../../../shared/storage/batch-write.ts';
import { encodePackOf, toPackItem } from '../../../shared/storage/pack-items.ts';
import { foldSpans } from '../../../shared/storage/trace-fold.ts';
import { emptyMeta, toMetaItem } from '../../../shared/storage/trace-meta.ts';
import type { BlobStore } from '../../../shared/telemetry/blob-store.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { versionOf } from '../../../shared/telemetry/stored-span.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import { buildCall, hexOf, testTime } from '../../support/build-span.ts';

export interface SeedPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
  blobs: BlobStore;
}

export const seededProjectId = '01957ea0-0000-7000-8000-0000000000b1';
const week = 7 * 86_400_000;
const models = [
  'openai/gpt-5',
  'openai/gpt-5-mini',
  'anthropic/claude-sonnet-4-6',
  'google/gemini-2.5-pro',
  'mistral/large',
];
const ttl = Math.floor(testTime / 1000) + 30 * 86_400;

/** One trace in ten is tagged `checkout`, one in a hundred `vip`, one in ten thousand `rare`; as many are dear, or have an order. */
function callOf(index: number, { count, within = week }: Seed): Span {
  const isEvery = (each: number, last = each - 1) => index % each === last;
  const traceId = hexOf(`seeded ${index}`, 32);
  return buildCall({
    projectId: seededProjectId,
    traceId,
    spanId: traceId.slice(0, 16),
    at: -Math.floor((index * within) / count),
    name: index % 3 === 0 ? 'answer question' : 'summarise document',
    durationMs: 200 + ((index * 7919) % 5000),
    tokens: isEvery(10_000, 3000) ? 1_000_000 : 50 + ((index * 104_729) % 4000),
    status: isEvery(33) ? 'error' : 'ok',
    errorType: isEvery(33) ? 'RateLimitError' : null,
    service: 'assistant',
    environment: index % 4 === 0 ? 'staging' : 'production',
    release: `1.${index % 7}`,
    sessionId: `session ${index % 5000}`,
    userId: `user ${index % 1000}`,
    keyId: `key${index % 20}`,
    tags: [
      ...(isEvery(10) ? ['checkout'] : []),
      ...(isEvery(100) ? ['vip'] : []),
      ...(isEvery(10_000) ? ['rare'] : []),
    ],
    metadata: { tenant: `tenant ${index % 50}`, ...(isEvery(10_000, 7000) ? { order: `order ${index}` } : {}) },
    model: { ...modelOf(index) },
    input: toPayload([
      { role: 'user', content: `Question ${index}: ${'what is the state of the order, please? '.repeat(6)}` },
    ]),
    output: toPayload([{ role: 'assistant', content: answerOf(isEvery) }]),
  });
}

/** One in 500 speaks of a refund, one in ten thousand of Trieste. */
function answerOf(isEvery: (each: number, last?: number) => boolean): string {
  if (isEvery(10_000, 5000)) return 'It was lost in Trieste.';
  return isEvery(500) ? 'It needs a refund.' : 'It is on its way to you.';
}

function modelOf(index: number): NonNullable<Span['model']> {
  const requestedModel = models[index % models.length] ?? '';
  const provider = requestedModel.split('/')[0] ?? '';
  const timing = { isStreamed: true, timeToFirstTokenMs: 100 + (index % 400) };
  return {
    operation: 'chat',
    provider,
    requestedModel,
    answeringModel: null,
    parameters: {},
    finishReasons: ['stop'],
    ...timing,
  };
}

const batchSize = 25;
const concurrentBatches = 8;

export interface Seed {
  /** Traces, of which the newest `withPacks` have their spans, too. */
  count: number;
  withPacks: number;
  /** Milliseconds before `testTime`: a week. */
  within?: number;
}

/** Summaries made by the code that makes them in production. */
export async function seedTraces(seed: Seed, ports: SeedPorts): Promise<void> {
  const { count, withPacks } = seed;
  const starts = Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) => batch * batchSize);
  await mapConcurrently(starts, concurrentBatches, async (start) => {
    const calls = Array.from({ length: Math.min(batchSize, count - start) }, (_, place) => callOf(start + place, seed));
    await put(calls.map(metaItemOf), ports);
    if (start < withPacks) await put(await Promise.all(calls.map((call) => packItemOf(call, ports))), ports);
  });
}

async function put(items: readonly Record<string, unknown>[], { documents, tableName }: SeedPorts): Promise<void> {
  await batchWrite(
    documents,
    tableName,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}

function metaItemOf(call: Span): Record<string, unknown> {
  const fold = foldSpans([
    { ...call, metadataNames: Object.entries(call.metadata).map(([key, value]) => `${key}=${value}`) },
  ]);
  return toMetaItem({ ...emptyMeta(call.projectId, call.traceId), fold, version: 1, packCount: 1, ttl });
}

async function packItemOf(call: Span, { blobs }: SeedPorts): Promise<Record<string, unknown>> {
  const stored = { ...call, version: versionOf(call) } as Parameters<typeof encodePackOf>[1][number];
  const pack = await encodePackOf(
    { projectId: call.projectId, traceId: call.traceId, retentionDays: 30 },
    [stored],
    blobs,
  );
  return await toPackItem(pack, { contributions: [], receivedAt: testTime, ttl, newSpanCount: 1 });
}
