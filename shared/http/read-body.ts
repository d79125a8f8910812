import type { RouteContract } from '../contract/route.ts';
import { AppError } from './app-error.ts';
import { UnsupportedMediaTypeError } from './errors.ts';
import type { HttpRequest } from './http-request.ts';
import { parseInput } from './parse-input.ts';
import { readBounded } from './read-bounded.ts';

const defaultMaxBodyBytes = 1024 * 1024;

export interface ReadBody {
  /** The bytes as they came. */
  raw: Uint8Array<ArrayBuffer>;
  /** The validated body; undefined where the contract has none or the content type is not JSON. */
  parsed: unknown;
}

/**
 * Reads, bounds and validates the body of a request. Where the contract takes other content types, a body in one of them,
 * or a compressed one, is left to the handler, which finds it in `raw`.
 */
export async function readBody(contract: RouteContract, request: HttpRequest): Promise<ReadBody> {
  if (!contract.body) return { raw: new Uint8Array(), parsed: undefined };
  const isForHandler = refuseUnlessAccepted(contract, request.headers);
  const raw = await readBounded(request, contract.maxBodyBytes ?? defaultMaxBodyBytes);
  return { raw, parsed: isForHandler ? undefined : parseInput('body', contract.body, parseJson(raw)) };
}

/** True if the body is for the handler to read. */
function refuseUnlessAccepted(contract: RouteContract, headers: HttpRequest['headers']): boolean {
  const { requestContentTypes: others = [], takesGzip = false } = contract;
  const contentType = (headers.get('content-type') ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (others.includes(contentType)) return true;
  if (contentType !== 'application/json') throw new UnsupportedMediaTypeError(['application/json', ...others]);
  if (encoding === 'identity') return false;
  if (others.length === 0 && !takesGzip)
    throw new UnsupportedMediaTypeError(['application/json without a content encoding']);
  return true;
}

function parseJson(raw: Uint8Array): unknown {
  // Nothing is taken as an empty object: routes whose every field has a default need no body.
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
