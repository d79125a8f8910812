import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod';
import { AppError } from '../../../shared/http/app-error.ts';
import { PayloadTooLargeError, UnsupportedMediaTypeError } from '../../../shared/http/errors.ts';
import { decodeJson } from './decode-json.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import type { OtlpSpanGroup } from './otlp-request.ts';

export const protobufType = 'application/x-protobuf';
export type OtlpContentType = typeof protobufType | 'application/json';

/** A request holds 10 MB; what it unpacks to is bounded too, or a few kilobytes could fill the memory. */
export const maxDecompressedBytes = 64 * 1024 * 1024;

const inflate = promisify(gunzip);

export interface OtlpBody {
  contentType: OtlpContentType;
  groups: OtlpSpanGroup[];
}

/** Decodes the body of an export request: protobuf or JSON, gzip or identity. */
export async function readOtlpBody(request: Request, rawBody: Uint8Array): Promise<OtlpBody> {
  const contentType = contentTypeOf(request);
  const bytes = await decompress(rawBody, request.headers.get('content-encoding'));
  try {
    const groups = contentType === protobufType ? decodeProtobuf(bytes) : decodeJson(parseJson(bytes));
    return { contentType, groups };
  } catch (cause) {
    throw new AppError(`The body is not an export request in ${contentType}${reasonOf(cause)}.`, {
      code: 'invalid_otlp',
      status: 400,
      cause,
    });
  }
}

function contentTypeOf(request: Request): OtlpContentType {
  const type = (request.headers.get('content-type') ?? 'application/json').split(';')[0]?.trim().toLowerCase();
  if (type === protobufType || type === 'application/json') return type;
  throw new UnsupportedMediaTypeError(['application/json', protobufType]);
}

async function decompress(bytes: Uint8Array, encoding: string | null): Promise<Uint8Array> {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '') return bytes;
  if (name !== 'gzip') throw new UnsupportedMediaTypeError(['gzip', 'identity (content-encoding)']);
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

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
}

function reasonOf(cause: unknown): string {
  const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
  return issue ? `: ${issue.path.join('.')}: ${issue.message}` : '';
}
