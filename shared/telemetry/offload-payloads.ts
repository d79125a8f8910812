import type { Span } from '../contract/span.ts';
import type { BlobStore } from './blob-store.ts';
import { compressJson } from './compression.ts';
import { mapConcurrently } from './map-concurrently.ts';
import { payloadPrefixOf } from './payload-key.ts';
import { type StoredPayload, type StoredSpan, versionOf } from './stored-span.ts';
import type { Payload } from './to-payload.ts';

/** Compressed size above which a payload leaves its pack; below, one table item is cheaper and faster than an object. */
export const maxInlinePayloadBytes = 6 * 1024;
/** No JSON that is shorter compresses to more than the bound. */
const neverOffloadedBytes = 4 * 1024;
const concurrentUploads = 16;

/** The spans of a record as a pack holds them, after their large payloads are in S3. Doing it again changes nothing. */
export async function offloadPayloads(
  spans: readonly Span[],
  blobs: BlobStore,
  retentionDays: number,
): Promise<StoredSpan[]> {
  return await mapConcurrently(spans, concurrentUploads, async (span) => {
    const version = versionOf(span);
    const prefix = `${payloadPrefixOf({ ...span, retentionDays })}${span.spanId}/${version.digest}`;
    const [input, output] = await Promise.all([
      offload(span.input, `${prefix}/input`, blobs),
      offload(span.output, `${prefix}/output`, blobs),
    ]);
    return { ...span, input, output, version };
  });
}

async function offload(payload: Payload | null, key: string, blobs: BlobStore): Promise<StoredPayload | null> {
  if (payload === null || payload.bytes <= neverOffloadedBytes) return payload;
  const compressed = await compressJson(payload.value ?? null);
  if (compressed.byteLength <= maxInlinePayloadBytes) return payload;
  await blobs.put(key, compressed);
  const { value: _, ...rest } = payload;
  return { ...rest, reference: key };
}
