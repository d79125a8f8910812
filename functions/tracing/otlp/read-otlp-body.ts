import * as z from 'zod';
import { AppError } from '../../../shared/http/app-error.ts';
import { UnsupportedMediaTypeError } from '../../../shared/http/errors.ts';
import { type BodyForm, decompressBody } from '../raw/body-form.ts';
import { decodeJson } from './decode-json.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { assertCarried, assertJsonParts, TooManyPartsError } from './decoding-budget.ts';
import type { OtlpSpanGroup } from './otlp-request.ts';

export const protobufType = 'application/x-protobuf';
export type OtlpContentType = typeof protobufType | 'application/json';

export interface OtlpBody {
  contentType: OtlpContentType;
  groups: OtlpSpanGroup[];
}

/** Decodes the body of an export request: protobuf or JSON, gzip or identity. */
export async function readOtlpBody(form: BodyForm, rawBody: Uint8Array): Promise<OtlpBody> {
  const contentType = contentTypeOf(form);
  const bytes = await decompressBody(rawBody, form);
  try {
    const groups = contentType === protobufType ? decodeProtobuf(bytes) : decodeJson(parseJson(bytes));
    assertCarried(groups);
    return { contentType, groups };
  } catch (cause) {
    if (cause instanceof TooManyPartsError) throw cause;
    throw new AppError(`The body is not an export request in ${contentType}${reasonOf(cause)}.`, {
      code: 'invalid_otlp',
      status: 400,
      cause,
    });
  }
}

function contentTypeOf({ contentType }: BodyForm): OtlpContentType {
  if (contentType === protobufType || contentType === 'application/json') return contentType;
  throw new UnsupportedMediaTypeError(['application/json', protobufType]);
}

/** Of protobuf nothing at all is a request without spans; of JSON that is `{}`. */
class EmptyJsonError extends Error {}

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) throw new EmptyJsonError();
  assertJsonParts(bytes);
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof EmptyJsonError) return ': it is empty; a request without spans is {}';
  const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
  return issue ? `: ${issue.path.length === 0 ? '' : `${issue.path.join('.')}: `}${issue.message}` : '';
}
