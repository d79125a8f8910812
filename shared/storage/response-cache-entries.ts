import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { CacheSettings } from '../contract/response-cache.ts';
import { isObject, type JsonObject } from '../json/json-object.ts';
import type { Clock } from '../runtime/clock.ts';
import type { BlobStore } from '../telemetry/blob-store.ts';
import { compressText, decompressJson } from '../telemetry/compression.ts';
import { cacheEntryKey, cacheNamespaceKey, cacheSettingsKey } from './response-cache-keys.ts';
import { readCacheSettings } from './response-cache-settings.ts';

export interface CacheEntryPorts {
  documents: DynamoDBDocumentClient;
  coreTable: string;
  rollupsTable: string;
  blobs: BlobStore;
  clock: Clock;
}

/** Where an answer is, or would be. */
export interface CachePlace {
  projectId: string;
  namespace: string;
  /** From `responseCacheKey`. */
  key: string;
}

export interface CacheState {
  settings: CacheSettings;
  /** Another one for each clearing: what was kept under an older one does not count. */
  generation: string;
  completion: JsonObject | null;
}

/** An item of the table may have 400 KB, and the rest of it is small. */
export const maxInlineBytes = 300 * 1024;
/** An expired lease stays a while, so that clocks that differ cannot remove one that holds. */
const leaseKeptSeconds = 3_600;

const itemSchema = z.object({
  generation: z.string(),
  /** Epoch milliseconds. */
  expiresAt: z.int(),
  bytes: z.int(),
  packed: z.custom<Uint8Array>((value) => value instanceof Uint8Array).optional(),
  reference: z.string().optional(),
});

/** The answer, the project's settings and what was cleared, as of now: three items in one consistent read. */
export async function readCacheState(ports: CacheEntryPorts, place: CachePlace): Promise<CacheState> {
  const { projectId, namespace } = place;
  const coreKeys = [cacheSettingsKey(projectId), cacheNamespaceKey(projectId, namespace)];
  const entryKey = cacheEntryKey(projectId, place.key);
  const { Responses = {} } = await ports.documents.send(
    new BatchGetCommand({
      RequestItems: {
        [ports.coreTable]: { Keys: coreKeys, ConsistentRead: true },
        [ports.rollupsTable]: { Keys: [entryKey], ConsistentRead: true },
      },
    }),
  );
  const found = (Responses[ports.coreTable] ?? []) as JsonObject[];
  const [all, one] = coreKeys.map(({ sk }) => readCacheSettings(found.find((item) => item['sk'] === sk)));
  const generation = `${all?.generation ?? 0}.${one?.generation ?? 0}`;
  const completion = await readCompletion(ports, Responses[ports.rollupsTable]?.[0], generation);
  return { settings: all?.settings ?? readCacheSettings(undefined).settings, generation, completion };
}

/** Table and bucket remove what has expired hours later, so it is checked here. */
async function readCompletion(ports: CacheEntryPorts, item: unknown, generation: string): Promise<JsonObject | null> {
  const parsed = itemSchema.safeParse(item);
  if (!parsed.success || parsed.data.generation !== generation || parsed.data.expiresAt <= ports.clock()) return null;
  const { packed, reference, bytes } = parsed.data;
  const content = packed ?? (reference === undefined ? null : await ports.blobs.get(reference));
  const completion = content === null ? null : await decompressJson(content, bytes);
  return isObject(completion) ? completion : null;
}

export interface Lease {
  id: string;
  milliseconds: number;
}

/** Takes the lease of a place. False if another holds it, or if its holder has just kept an answer that is good. */
export async function takeLease(
  ports: CacheEntryPorts,
  place: CachePlace,
  lease: Lease,
  generation: string,
): Promise<boolean> {
  const isFree = 'attribute_not_exists(leaseUntil) OR leaseUntil <= :now';
  const hasNoAnswer = 'attribute_not_exists(expiresAt) OR expiresAt <= :now OR generation <> :generation';
  return await updateIf(ports, place, {
    UpdateExpression: 'SET leaseId = :id, leaseUntil = :until, #ttl = :ttl',
    ConditionExpression: `(${isFree}) AND (${hasNoAnswer})`,
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ...leaseValues(ports, lease), ':now': ports.clock(), ':generation': generation },
  });
}

/** False if the lease has ended and somebody else has taken it. */
export async function renewLease(ports: CacheEntryPorts, place: CachePlace, lease: Lease): Promise<boolean> {
  return await updateIf(ports, place, {
    UpdateExpression: 'SET leaseUntil = :until, #ttl = :ttl',
    ConditionExpression: 'leaseId = :id',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: leaseValues(ports, lease),
  });
}

export async function releaseLease(ports: CacheEntryPorts, place: CachePlace, lease: Lease): Promise<void> {
  await updateIf(ports, place, {
    UpdateExpression: 'REMOVE leaseId, leaseUntil',
    ConditionExpression: 'leaseId = :id',
    ExpressionAttributeValues: { ':id': lease.id },
  });
}

export interface KeptAnswer {
  completion: JsonObject;
  /** As it was before the answer was asked for, so that a clearing in the meantime holds for it, too. */
  generation: string;
  ttlSeconds: number;
}

/** Keeps an answer and ends the lease. False if the lease was lost: then another call's answer is kept. */
export async function putAnswer(
  ports: CacheEntryPorts,
  place: CachePlace,
  lease: Lease,
  { completion, generation, ttlSeconds }: KeptAnswer,
): Promise<boolean> {
  const content = await packed(ports, place, lease, completion);
  const expiresAt = ports.clock() + ttlSeconds * 1000;
  const Item = {
    ...cacheEntryKey(place.projectId, place.key),
    ...{ generation, expiresAt, ttl: Math.ceil(expiresAt / 1000), ...content },
  };
  return await wasAllowed(
    ports.documents.send(
      new PutCommand({
        TableName: ports.rollupsTable,
        Item,
        ConditionExpression: 'leaseId = :id',
        ExpressionAttributeValues: { ':id': lease.id },
      }),
    ),
  );
}

/** Objects are named by lease, so that two writers never share one; the bucket removes them when none can be asked for. */
async function packed(
  { blobs }: CacheEntryPorts,
  { projectId, key }: CachePlace,
  lease: Lease,
  completion: JsonObject,
) {
  const text = JSON.stringify(completion);
  const bytes = Buffer.byteLength(text);
  const content = await compressText(text);
  if (content.byteLength <= maxInlineBytes) return { bytes, packed: content };
  const reference = `cache/${projectId}/${key}/${lease.id}`;
  await blobs.put(reference, content);
  return { bytes, reference };
}

function leaseValues({ clock }: CacheEntryPorts, { id, milliseconds }: Lease) {
  const until = clock() + milliseconds;
  return { ':id': id, ':until': until, ':ttl': Math.ceil(until / 1000) + leaseKeptSeconds };
}

async function updateIf(
  { documents, rollupsTable }: CacheEntryPorts,
  { projectId, key }: CachePlace,
  update: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
): Promise<boolean> {
  const Key = cacheEntryKey(projectId, key);
  return await wasAllowed(documents.send(new UpdateCommand({ TableName: rollupsTable, Key, ...update })));
}

async function wasAllowed(sent: Promise<unknown>): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
