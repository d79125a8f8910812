import { IncompleteBodyError, PayloadTooLargeError } from './errors.ts';
import type { HttpRequest } from './http-request.ts';

/**
 * Reads a body of at most `maxBytes`. One that says it is larger is not read at all, and one that turns out to be larger
 * is not read to its end, so that nobody can fill the memory.
 */
export async function readBounded(request: HttpRequest, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get('content-length');
  if (announced === null) return await readChunks(request, maxBytes);
  if (Number(announced) > maxBytes) throw new PayloadTooLargeError(maxBytes, Number(announced));
  // HTTP holds a sender to the length it announced, and reading at once is the fastest.
  const read = await request.arrayBuffer().catch(throwIncomplete);
  const whole = read instanceof Uint8Array ? read : new Uint8Array(read);
  if (whole.byteLength > maxBytes) throw new PayloadTooLargeError(maxBytes, whole.byteLength);
  return whole;
}

async function readChunks(request: HttpRequest, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(throwIncomplete);
    if (done) return concatenate(chunks, length);
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      throw new PayloadTooLargeError(maxBytes);
    }
    chunks.push(value);
  }
}

function throwIncomplete(cause: unknown): never {
  throw new IncompleteBodyError(cause);
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
