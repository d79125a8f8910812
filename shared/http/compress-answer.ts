import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { promisify } from 'node:util';
import { constants, createGzip, createZstdCompress, gzip, zstdCompress } from 'node:zlib';
import { acceptedEncoding, type ContentCoding } from './accepted-encoding.ts';

/** Less than two packets of a network: not worth the time of both sides. */
const leastBytes = 2048;

/** Built in memory before they are answered. */
const wholeTypes = /^application\/(problem\+)?json\b/i;
/** Written piece by piece, for minutes perhaps. Not `text/event-stream`: events must not wait for one another. */
const streamedTypes = /^(application\/x-ndjson|text\/csv)\b/i;

/** The quickest levels: higher ones take up to three times as long for a fifth fewer bytes. */
const gzipLevel = 1;
const zstdParams = { [constants.ZSTD_c_compressionLevel]: 1 };
const whole = {
  gzip: (bytes: ArrayBuffer) => promisify(gzip)(bytes, { level: gzipLevel }),
  zstd: (bytes: ArrayBuffer) =>
    promisify(zstdCompress)(bytes, { params: zstdParams, pledgedSrcSize: bytes.byteLength }),
};
/** What is written is passed on at once. */
const streamed = {
  gzip: () => createGzip({ level: gzipLevel, flush: constants.Z_SYNC_FLUSH }),
  zstd: () => createZstdCompress({ params: zstdParams, flush: constants.ZSTD_e_flush }),
};

/**
 * An answer as its client takes it: compressed, if it says so and the answer is large enough. For the management API; answers of
 * the gateway are passed on as they are.
 */
export async function compressAnswer(request: Request, response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  const isWhole = wholeTypes.test(type);
  if (response.body === null || !(isWhole || streamedTypes.test(type)) || isFinal(response.headers)) return response;
  response.headers.append('vary', 'accept-encoding');
  const coding = acceptedEncoding(request.headers.get('accept-encoding'));
  if (coding === null) return response;
  const { status, headers } = response;
  if (!isWhole) return new Response(compressedStream(response.body, coding), encoded(status, headers, coding));
  const plain = await response.arrayBuffer();
  if (plain.byteLength < leastBytes) return new Response(plain, { status, headers });
  return new Response(await whole[coding](plain), encoded(status, headers, coding));
}

/** Encoded already, or not to be. */
function isFinal(headers: Headers): boolean {
  return headers.has('content-encoding') || /\bno-transform\b/i.test(headers.get('cache-control') ?? '');
}

function encoded(status: number, headers: Headers, coding: ContentCoding) {
  headers.set('content-encoding', coding);
  headers.delete('content-length');
  // The same words in other bytes, which is what a weak tag says.
  const tag = headers.get('etag');
  if (tag !== null && !tag.startsWith('W/')) headers.set('etag', `W/${tag}`);
  return { status, headers };
}

/** If the source breaks off, so does this; if nobody reads on, the source ends. */
function compressedStream(body: ReadableStream<Uint8Array>, coding: ContentCoding): ReadableStream<Uint8Array> {
  const source = Readable.fromWeb(body as NodeStream<Uint8Array>);
  const stream = streamed[coding]();
  source.once('error', (error) => stream.destroy(error));
  stream.once('close', () => source.destroy());
  return Readable.toWeb(source.pipe(stream)) as ReadableStream<Uint8Array>;
}
