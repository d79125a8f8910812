import type { BlobStore } from '../telemetry/blob-store.ts';
import { compressJson, decompressJson } from '../telemetry/compression.ts';
import { encodePack, spansOfPackText, unpackText } from '../telemetry/pack-codec.ts';
import { decodeRows, encodeRows, rowsVersion, toRowLines } from '../telemetry/pack-rows.ts';
import { type PayloadOwner, payloadPrefixOf } from '../telemetry/payload-key.ts';
import type { StoredSpan } from '../telemetry/stored-span.ts';
import type { Contribution } from './trace-contributions.ts';
import { packIdOf, packKey } from './trace-keys.ts';

/** A table item holds 400 KB; the rest is for contributions and keys. */
export const maxInlinePackBytes = 300_000;
/** The body and the rows beside it. */
const maxPackBytes = 330_000;
/** Packs of fewer are decoded soon enough, and are most of what is stored. */
export const leastSpansWithRows = 500;
const maxContributionsBytes = 16 * 1024 * 1024;

export interface EncodedPack {
  projectId: string;
  traceId: string;
  packId: string;
  spans: readonly StoredSpan[];
  /** The spans, or where they are in S3. */
  content: { body: Uint8Array } | { reference: string };
  /** Of a large pack, its rows beside it: pages of a trace are made of them without decoding a span. */
  rows: { rows: Uint8Array; rowsVersion: number } | null;
}

/** Encodes the spans; a very large pack is put to S3 here, so that the table only has to refer to it. */
export async function encodePackOf(
  { retentionDays, ...trace }: PayloadOwner,
  spans: readonly StoredSpan[],
  blobs: BlobStore,
): Promise<EncodedPack> {
  const packId = packIdOf(spans);
  const body = await encodePack(spans);
  const isInline = body.byteLength <= maxInlinePackBytes;
  const rows = await rowsOf(spans, maxPackBytes - (isInline ? body.byteLength : 0));
  if (isInline) return { ...trace, packId, spans, content: { body }, rows };
  // Below `payloads/`, whose lifetime and grants it shares.
  const reference = `${payloadPrefixOf({ ...trace, retentionDays })}packs/${packId}`;
  await blobs.put(reference, body);
  return { ...trace, packId, spans, content: { reference }, rows };
}

async function rowsOf(spans: readonly StoredSpan[], room: number): Promise<EncodedPack['rows']> {
  if (spans.length < leastSpansWithRows) return null;
  const rows = await encodeRows(spans);
  return rows.byteLength <= room ? { rows, rowsVersion } : null;
}

export interface PackItemExtras {
  contributions: readonly Contribution[];
  receivedAt: number;
  /** Epoch seconds. */
  ttl: number;
  /** Of its spans, those that the trace did not have before. */
  newSpanCount?: number;
  /** The record and message that brought it. */
  acceptance?: string | undefined;
  /** Its spans were accepted, and counted, before. */
  isReplay?: true | undefined;
  /** The raw object that the spans were read from; `rawKeysOfItem` tells it with those of repetitions. */
  rawKey?: string | undefined;
}

export async function toPackItem(pack: EncodedPack, extras: PackItemExtras): Promise<Record<string, unknown>> {
  const { projectId, traceId, packId } = pack;
  return {
    ...packKey(projectId, traceId, packId),
    projectId,
    traceId,
    packId,
    spanCount: pack.spans.length,
    ...pack.content,
    ...pack.rows,
    ...extras,
    contributions: await compressJson(extras.contributions),
  };
}

/** The spans of a PACK item; none if its object is gone, which happens only at the end of its retention. */
export async function spansOfItem(item: Record<string, unknown>, blobs: BlobStore): Promise<readonly StoredSpan[]> {
  const text = await packTextOfItem(item, blobs);
  return text === null ? [] : spansOfPackText(text);
}

/** The attributes of a PACK item that hold its spans. */
export const packContentAttributes = ['body', 'reference'] as const;

/** The spans of a PACK item as the JSON that was packed; null if its object is gone. */
export async function packTextOfItem(item: Record<string, unknown>, blobs: BlobStore): Promise<string | null> {
  const { body, reference } = item as { body?: Uint8Array; reference?: string };
  const bytes = body ?? (reference === undefined ? null : await blobs.get(reference));
  return bytes === null ? null : await unpackText(bytes);
}

/** The rows of a PACK item, each as JSON: as they were stored, else made of its spans. */
export async function rowLinesOfItem(item: Record<string, unknown>, blobs: BlobStore): Promise<string[]> {
  const { rows, rowsVersion: version } = item as { rows?: Uint8Array; rowsVersion?: number };
  if (rows !== undefined && version === rowsVersion) return await decodeRows(rows);
  return toRowLines(await spansOfItem(item, blobs));
}

export async function contributionsOfItem(item: Record<string, unknown>): Promise<readonly Contribution[]> {
  return (await decompressJson(item['contributions'] as Uint8Array, maxContributionsBytes)) as Contribution[];
}
