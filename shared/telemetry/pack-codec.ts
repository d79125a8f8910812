import type { Usage } from '../contract/usage.ts';
import { compressJson, decompressText } from './compression.ts';
import { mappingOf, type StoredSpan } from './stored-span.ts';

/** A pack's spans are bounded by the request that brought them. */
const maxPackBytes = 256 * 1024 * 1024;

interface Pack {
  version: 1;
  spans: readonly StoredSpan[];
}

export async function encodePack(spans: readonly StoredSpan[]): Promise<Uint8Array> {
  return await compressJson({ version: 1, spans } satisfies Pack);
}

/** Throws when the pack is of another version or unreadable. */
export async function decodePack(bytes: Uint8Array): Promise<readonly StoredSpan[]> {
  return spansOfPackText(await unpackText(bytes));
}

/** The JSON of a pack, as `JSON.stringify` wrote it. */
export async function unpackText(bytes: Uint8Array): Promise<string> {
  return await decompressText(bytes, maxPackBytes);
}

/** How the JSON of a pack of this version begins. */
export const packTextStart = '{"version":1,"spans":[';

/** Throws when the pack is of another version or unreadable. */
export function spansOfPackText(text: string): readonly StoredSpan[] {
  const pack = JSON.parse(text) as Partial<Pack>;
  if (pack.version !== 1 || !Array.isArray(pack.spans)) throw new Error('The pack is of an unknown version.');
  return pack.spans.map(withMapping).map(withImageOutput);
}

/** Packs from before there were replays do not say it beside the digest. */
function withMapping(span: StoredSpan): StoredSpan {
  const { mapping } = span.version as Partial<StoredSpan['version']>;
  return mapping === undefined ? { ...span, version: { ...span.version, mapping: mappingOf(span) } } : span;
}

/** Packs from before pictures were counted apart leave their bucket out. */
function withImageOutput(span: StoredSpan): StoredSpan {
  if (span.usage === null || (span.usage as Partial<Usage>).imageOutput !== undefined) return span;
  return { ...span, usage: { ...span.usage, imageOutput: 0 } };
}
