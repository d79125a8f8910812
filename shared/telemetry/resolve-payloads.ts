import type { Span } from '../contract/span.ts';
import type { BlobStore } from './blob-store.ts';
import { decompressJson } from './compression.ts';
import { mapConcurrently } from './map-concurrently.ts';
import type { StoredPayload, StoredSpan } from './stored-span.ts';
import type { Payload } from './to-payload.ts';

export interface PayloadBounds {
  /** A larger payload shows only its preview. */
  maxPayloadBytes: number;
  /** All payloads of an answer together, first come first served. */
  maxTotalBytes: number;
}

/** A Lambda answers 6 MB at most; the rest of the spans needs room too. */
export const answerBounds: PayloadBounds = { maxPayloadBytes: 1024 * 1024, maxTotalBytes: 4 * 1024 * 1024 };

const concurrentReads = 16;

/** Spans as the API shows them, with their payloads read from S3 as far as the bounds allow. */
export async function resolvePayloads(
  spans: readonly StoredSpan[],
  blobs: BlobStore,
  bounds: PayloadBounds = answerBounds,
): Promise<Span[]> {
  const admits = createBudget(bounds);
  // Decided in order before anything is read, so that the same trace always answers the same.
  const plans = spans.map(({ input, output }) => ({ input: plan(input, admits), output: plan(output, admits) }));
  return await mapConcurrently(spans, concurrentReads, async ({ version: _, ...span }, index) => {
    const { input = null, output = null } = plans[index] ?? {};
    return { ...span, input: await resolve(input, blobs), output: await resolve(output, blobs) };
  });
}

type Plan = { payload: StoredPayload; isAdmitted: boolean } | null;

function plan(payload: StoredPayload | null, admits: (bytes: number) => boolean): Plan {
  return payload && { payload, isAdmitted: admits(payload.bytes) };
}

async function resolve(planned: Plan, blobs: BlobStore): Promise<Payload | null> {
  if (planned === null) return null;
  const { preview, bytes, isTruncated } = planned.payload;
  const shown = { preview, bytes };
  if (!planned.isAdmitted) return { ...shown, value: null, isTruncated: true };
  if ('value' in planned.payload) return { ...shown, value: planned.payload.value, isTruncated };
  const compressed = await blobs.get(planned.payload.reference);
  // The object may have reached the end of its retention before the trace did.
  if (compressed === null) return { ...shown, value: null, isTruncated: true };
  return { ...shown, value: await decompressJson(compressed, bytes + 1024), isTruncated };
}

function createBudget({ maxPayloadBytes, maxTotalBytes }: PayloadBounds): (bytes: number) => boolean {
  let left = maxTotalBytes;
  return (bytes) => {
    if (bytes > maxPayloadBytes || bytes > left) return false;
    left -= bytes;
    return true;
  };
}
