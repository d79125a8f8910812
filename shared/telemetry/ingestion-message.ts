import * as z from 'zod';
import type { BlobStore } from './blob-store.ts';
import { compressText, decompressText } from './compression.ts';
import type { IngestionRecord } from './ingestion-record.ts';
import { type UnarchivedRequest, unarchivedRequestSchema } from './unarchived-request.ts';
import { toWellFormedJson } from './well-formed-json.ts';

/** Above this a body goes to S3 and the message carries a claim. SQS takes 256 KiB at least in every region. */
export const maxInlineBytes = 200_000;
/** A record is one request's spans of one trace; a request is bounded far below. */
const maxRecordsBytes = 128 * 1024 * 1024;

const envelope = { version: z.literal(1), id: z.string().min(1).max(100).optional() };
const inlineSchema = z.object({ ...envelope, encoding: z.literal('zstd+base64'), records: z.string() });
const claimSchema = z.object({ ...envelope, claim: z.string().regex(/^claims\/[\w/-]+$/) });
const messageSchema = z.union([inlineSchema, claimSchema]);

/** The worker trusts what is inside a message (only Signalbox can send one) but not that it is complete. */
const recordsSchema = z.array(
  z.object({
    projectId: z.string().min(1),
    source: z.enum(['gateway', 'otlp', 'native']),
    receivedAt: z.number(),
    rawKey: z.string().optional(),
    isReplay: z.literal(true).optional(),
    spans: z.array(z.looseObject({ traceId: z.string().min(1), spanId: z.string().min(1) })),
  }),
);

export interface EncodePorts {
  blobs: BlobStore;
  /** Name of a new claim below `claims/`. */
  claimName: () => string;
  /** Stays with the message however often and on whichever way it is sent; counting goes by it. */
  messageId?: string;
}

export interface IngestionMessage {
  id: string | null;
  records: IngestionRecord[];
  /** Instead of records: its spans are in another message. */
  unarchived?: UnarchivedRequest;
}

/** One SQS message body that holds all the records, as JSON texts. */
export async function encodeIngestionMessage(records: readonly string[], ports: EncodePorts): Promise<string> {
  return await encodeContent(`[${records.join(',')}]`, ports);
}

/** One SQS message body that holds a request for the archive. */
export async function encodeUnarchivedRequest(request: UnarchivedRequest, ports: EncodePorts): Promise<string> {
  return await encodeContent(JSON.stringify(request), ports);
}

/** A large content is left in S3 first. */
async function encodeContent(content: string, ports: EncodePorts): Promise<string> {
  const compressed = Buffer.from(await compressText(content));
  const encoded = compressed.toString('base64');
  if (encoded.length <= maxInlineBytes) {
    return JSON.stringify({ version: 1, id: ports.messageId, encoding: 'zstd+base64', records: encoded });
  }
  const claim = `claims/${ports.claimName()}`;
  await ports.blobs.put(claim, compressed);
  return JSON.stringify({ version: 1, id: ports.messageId, claim });
}

/** The records of a message. */
export async function decodeIngestionMessage(body: string, blobs: BlobStore): Promise<IngestionRecord[]> {
  return (await openIngestionMessage(body, blobs)).records;
}

/** Throws when the message is of another version, unreadable, or its claim is gone. */
export async function openIngestionMessage(body: string, blobs: BlobStore): Promise<IngestionMessage> {
  const message = messageSchema.parse(JSON.parse(body));
  const compressed = 'claim' in message ? await redeem(message.claim, blobs) : Buffer.from(message.records, 'base64');
  // Messages of versions that let halves of characters through may still wait, among the dead letters.
  const content: unknown = JSON.parse(toWellFormedJson(await decompressText(compressed, maxRecordsBytes)));
  const id = message.id ?? null;
  if (!Array.isArray(content)) return { id, records: [], unarchived: unarchivedRequestSchema.parse(content) };
  recordsSchema.parse(content);
  return { id, records: content as IngestionRecord[] };
}

/**
 * Forgets what a message that was stored has in S3: nothing that is deleted later may be left there. The claim stays, empty,
 * for a message that comes again.
 */
export async function emptyClaim(body: string, blobs: BlobStore): Promise<void> {
  const message = messageSchema.parse(JSON.parse(body));
  if ('claim' in message) await blobs.put(message.claim, await compressText('[]'));
}

async function redeem(claim: string, blobs: BlobStore): Promise<Uint8Array> {
  const bytes = await blobs.get(claim);
  if (bytes === null) throw new Error(`The claim ${claim} of an ingestion message does not exist.`);
  return bytes;
}
