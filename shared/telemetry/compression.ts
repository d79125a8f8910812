import { promisify } from 'node:util';
import { constants, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Level 3 is zstd's default: about 300 MB/s, and telemetry shrinks to a fifth. */
const params = { [constants.ZSTD_c_compressionLevel]: 3 };

/**
 * What is this short is compressed at once, in about a quarter of a millisecond: another thread costs more than it saves,
 * and keeps megabytes for every compression until the collector comes by.
 */
const atOnceCharacters = 64 * 1024;
/** As much for decompressing: what most packs of a search are, which opens thousands of them. */
const atOnceCompressedBytes = 16 * 1024;
const atOnceBytes = 256 * 1024;

/** JSON in zstd; off the event loop where it takes long. */
export async function compressJson(value: unknown): Promise<Uint8Array> {
  return await compressText(JSON.stringify(value));
}

export async function compressText(text: string): Promise<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  // Told the size, zstd takes tables to match; else they are of megabytes.
  const options = { params, pledgedSrcSize: bytes.byteLength };
  return text.length <= atOnceCharacters ? zstdCompressSync(bytes, options) : await compress(bytes, options);
}

/** Throws when the content is no zstd, is larger than `maxBytes`, or is no JSON. */
export async function decompressJson(bytes: Uint8Array, maxBytes: number): Promise<unknown> {
  return JSON.parse(await decompressText(bytes, maxBytes)) as unknown;
}

/** Throws when the content is no zstd or is larger than `maxBytes`. */
export async function decompressText(bytes: Uint8Array, maxBytes: number): Promise<string> {
  const atOnce =
    bytes.byteLength <= atOnceCompressedBytes ? decompressAtOnce(bytes, Math.min(maxBytes, atOnceBytes)) : null;
  return (atOnce ?? (await decompress(bytes, { maxOutputLength: maxBytes }))).toString('utf8');
}

/** Null if it is larger than that: little can become much. */
function decompressAtOnce(bytes: Uint8Array, maxBytes: number): Buffer | null {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  }
}
