import type { ingestSpans } from '../../../shared/contract/native-spans.ts';
import { type NativeSpan, nativeSpanSchema, nativeSpansBodySchema } from '../../../shared/contract/native-spans.ts';
import type { Result } from '../../../shared/contract/route.ts';
import type { Span } from '../../../shared/contract/span.ts';
import { AppError } from '../../../shared/http/app-error.ts';
import { describeIssue } from '../../../shared/http/describe-issue.ts';
import { parseInput } from '../../../shared/http/parse-input.ts';
import { toTimestamp } from '../../../shared/telemetry/nanos.ts';
import { assertJsonParts } from '../otlp/decoding-budget.ts';
import { type BodyForm, decompressBody } from '../raw/body-form.ts';
import { isTooLate, maxFirstTokenMilliseconds } from '../span-times.ts';
import { mapNativeSpan, type NativeContext } from './map-native-span.ts';

type Rejected = Result<typeof ingestSpans>['rejected'];

/** The batch in a body, its spans still as they came. */
export async function readNativeBody(form: BodyForm, rawBody: Uint8Array): Promise<unknown[]> {
  const bytes = await decompressBody(rawBody, form);
  try {
    assertJsonParts(bytes);
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return parseInput('body', nativeSpansBodySchema, body).spans;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('The body is not JSON.', { code: 'invalid_json', status: 400, cause });
  }
}

/** The canonical spans of a batch, and what is wrong with the others. */
export function mapNativeSpans(
  candidates: readonly unknown[],
  context: NativeContext,
): { spans: Span[]; rejected: Rejected } {
  const spans: Span[] = [];
  const rejected: Rejected = [];
  for (const [index, candidate] of candidates.entries()) {
    const parsed = nativeSpanSchema.safeParse(candidate, { error: describeIssue });
    const errors = parsed.success ? timeErrorsOf(parsed.data, context.receivedAt) : errorsOf(parsed.error.issues);
    const mapped = parsed.success && errors.length === 0 ? tryMap(parsed.data, context) : null;
    if (mapped !== null) spans.push(mapped);
    else rejected.push({ index, ...idOf(candidate), errors: errors.length > 0 ? errors : unmappable });
  }
  return { spans, rejected };
}

const unmappable = [{ field: 'span', message: 'cannot be mapped' }];

/** A span that breaks the mapping costs only itself. */
function tryMap(span: NativeSpan, context: NativeContext): Span | null {
  try {
    return mapNativeSpan(span, context);
  } catch {
    return null;
  }
}

function idOf(candidate: unknown): { spanId?: string } {
  const id = (candidate as { spanId?: unknown } | null)?.spanId;
  return typeof id === 'string' && id.length <= 64 ? { spanId: id } : {};
}

function timeErrorsOf({ startTime, endTime = '0', model }: NativeSpan, receivedAt: number): Rejected[number]['errors'] {
  const times = Object.entries({ startTime, endTime }).filter(([, nanos]) => isTooLate(nanos, receivedAt));
  const errors = times.map(([field, nanos]) => ({
    field,
    message: `is ${toTimestamp(nanos)}, more than a day ahead: numbers are milliseconds since 1970`,
  }));
  if ((model?.timeToFirstTokenMs ?? 0) <= maxFirstTokenMilliseconds) return errors;
  return [...errors, { field: 'model.timeToFirstTokenMs', message: 'is more than 31 days: it has to be milliseconds' }];
}

const maxErrors = 20;

interface Issue {
  code?: string;
  path: PropertyKey[];
  message: string;
  keys?: readonly string[];
}

const unknownField = `there is no such field; a span has ${Object.keys(nativeSpanSchema.shape).join(', ')}`;

/** As in `toFieldErrors`, with paths from the span on. */
function errorsOf(issues: readonly Issue[]): Rejected[number]['errors'] {
  const errors = issues.flatMap(({ code, path, message: said, keys = [] }) => {
    const field = path.map(String);
    if (code !== 'unrecognized_keys') return [{ field: field.join('.') || 'span', message: said }];
    const message = field.length === 0 ? unknownField : 'there is no such field';
    return keys.map((key) => ({ field: [...field, key].join('.'), message }));
  });
  return errors.slice(0, maxErrors);
}
