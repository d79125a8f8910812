import type { RouteContract } from '../contract/route.ts';
import { AppError } from './app-error.ts';
import { PayloadTooLargeError, UnsupportedMediaTypeError } from './errors.ts';
import { parseInput } from './parse-input.ts';

const defaultMaxBodyBytes = 1024 * 1024;

export interface ReadBody {
  /** The bytes as they came. */
  raw: Uint8Array<ArrayBuffer>;
  /** The validated body; undefined where the contract has none or the content type is not JSON. */
  parsed: unknown;
}

/**
 * Reads, bounds and validates the body of a request. A body in one of the contract's other content types is left to the
 * handler, which finds it in `raw`.
 */
export async function readBody(contract: RouteContract, request: Request): Promise<ReadBody> {
  if (!contract.body) return { raw: new Uint8Array(), parsed: undefined };
  const maxBytes = contract.maxBodyBytes ?? defaultMaxBodyBytes;
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new PayloadTooLargeError(maxBytes);
  const raw = new Uint8Array(await request.arrayBuffer());
  if (raw.byteLength > maxBytes) throw new PayloadTooLargeError(maxBytes);
  const contentType = (request.headers.get('content-type') ?? 'application/json').split(';')[0]?.trim() ?? '';
  const others = contract.requestContentTypes ?? [];
  if (others.includes(contentType) || request.headers.has('content-encoding')) return { raw, parsed: undefined };
  if (contentType !== 'application/json') throw new UnsupportedMediaTypeError(['application/json', ...others]);
  return { raw, parsed: parseInput('body', contract.body, parseJson(raw)) };
}

function parseJson(raw: Uint8Array): unknown {
  if (raw.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch (cause) {
    throw new AppError(`The body is not JSON: ${cause instanceof Error ? cause.message : 'unreadable'}.`, {
      code: 'invalid_json',
      status: 400,
      cause,
    });
  }
}
