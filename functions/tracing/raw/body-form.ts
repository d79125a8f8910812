import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AppError } from '../../../shared/http/app-error.ts';
import { PayloadTooLargeError, UnsupportedMediaTypeError } from '../../../shared/http/errors.ts';
import type { HttpRequest } from '../../../shared/http/http-request.ts';

/** How a body was sent. */
export interface BodyForm {
  /** Without parameters, in lower case. */
  contentType: string;
  contentEncoding: string;
}

/** A request holds 10 MB; what it unpacks to is bounded too, or a few kilobytes could fill the memory. */
export const maxDecompressedBytes = 64 * 1024 * 1024;

const inflate = promisify(gunzip);

/** RFC 9110, section 8.4.1.3, has `x-gzip` mean the same. */
const encodings = new Map([
  ['', 'identity'],
  ['x-gzip', 'gzip'],
]);

export function bodyFormOf({ headers }: Pick<HttpRequest, 'headers'>): BodyForm {
  const contentType = (headers.get('content-type') ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  const contentEncoding = (headers.get('content-encoding') ?? '').trim().toLowerCase();
  return { contentType, contentEncoding: encodings.get(contentEncoding) ?? contentEncoding };
}

/** The body without its compression: gzip, or none. */
export async function decompressBody(bytes: Uint8Array, { contentEncoding }: BodyForm): Promise<Uint8Array> {
  if (contentEncoding === 'identity') return bytes;
  if (contentEncoding !== 'gzip') throw new UnsupportedMediaTypeError(['gzip', 'identity (content-encoding)']);
  try {
    return await inflate(bytes, { maxOutputLength: maxDecompressedBytes });
  } catch (cause) {
    if (cause instanceof RangeError) throw new PayloadTooLargeError(maxDecompressedBytes);
    throw new AppError('The body is not gzip, as its content-encoding says.', {
      code: 'invalid_gzip',
      status: 400,
      cause,
    });
  }
}
