import * as z from 'zod';
import type { BlobStore } from './blob-store.ts';
import { compressText, decompressJson } from './compression.ts';
import type { IngestionRecord } from './ingestion-record.ts';

/** Above this a body goes to S3 and the message carries a claim. SQS takes 256 KiB at least in every region. */
export const maxInlineBytes = 200_000;
/** A record is one request's spans of one trace; a request is bounded far below. */
const maxRecordsBytes = 128 * 1024 * 1024;

const inlineSchema = z.object({ version: z.literal(1), encoding: z.literal('zstd+base64'), records: z.string() });
const claimSchema = z.object({ version: z.literal(1), claim: z.string().regex(/^claims\/[\w/-]+$/) });
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
}

/** One SQS message body that holds all the records, as JSON texts; a large one leaves its content in S3 first. */
export async function encodeIngestionMessage(records: readonly string[], ports: EncodePorts): Promise<string> {
  const compressed = Buffer.from(await compressText(`[${records.join(',')}]`));
  const encoded = compressed.toString('base64');
  if (encoded.length <= maxInlineBytes) {
    return JSON.stringify({ version: 1, encoding: 'zstd+base64', records: encoded });
  }
  const claim = `claims/${ports.claimName()}`;
  await ports.blobs.put(claim, compressed);
  return JSON.stringify({ version: 1, claim });
}

/** The records of a message. Throws when it is of another version, unreadable, or its claim is gone. */
export async function decodeIngestionMessage(body: string, blobs: BlobStore): Promise<IngestionRecord[]> {
  const message = messageSchema.parse(JSON.parse(body));
  const compressed = 'claim' in message ? await redeem(message.claim, blobs) : Buffer.from(message.records, 'base64');
  const records = await decompressJson(compressed, maxRecordsBytes);
  recordsSchema.parse(records);
  return records as IngestionRecord[];
}

async function redeem(claim: string, blobs: BlobStore): Promise<Uint8Array> {
  const bytes = await blobs.get(claim);
  if (bytes === null) throw new Error(`The claim ${claim} of an ingestion message does not exist.`);
  return bytes;
}
