import { compressText, decompressText } from './compression.ts';
import type { StoredSpan } from './stored-span.ts';
import { toSpanRow } from './to-span-row.ts';

/** Of what `toSpanRow` makes of a span. Count it up when that changes: rows of another version are made anew on reading. */
export const rowsVersion = 2;

const maxRowsBytes = 64 * 1024 * 1024;

/** The rows of spans, each as JSON. */
export function toRowLines(spans: readonly StoredSpan[]): string[] {
  return spans.map((span) => JSON.stringify(toSpanRow(span)));
}

export async function encodeRows(spans: readonly StoredSpan[]): Promise<Uint8Array> {
  return await compressText(toRowLines(spans).join('\n'));
}

/** As `toRowLines` made them. JSON has no line breaks of its own. */
export async function decodeRows(bytes: Uint8Array): Promise<string[]> {
  return (await decompressText(bytes, maxRowsBytes)).split('\n');
}
