import { type Span, spanSchema } from '../../../shared/contract/span.ts';
import type { OtlpSpan } from '../otlp/otlp-request.ts';

/** Holds what an exported span was stored as, so that it can be stored so again. */
export const recordAttribute = 'signalbox.span';
export const inputAttribute = 'input.value';
export const outputAttribute = 'output.value';

type Payload = NonNullable<Span['input']>;

/** What sender and ids say is not repeated, nor the values that have attributes of their own. */
export function toRecord({ projectId: _, traceId: __, spanId: ___, keyId: ____, input, output, ...record }: Span) {
  return { ...record, input: withoutValue(input), output: withoutValue(output) };
}

function withoutValue(payload: Payload | null): Omit<Payload, 'value'> | null {
  if (payload === null) return null;
  const { value: _, ...rest } = payload;
  return rest;
}

/**
 * The record in a span that Signalbox exported; null if it has none, or one that is not whole. Who sends it and what its ids
 * and times are is taken from the request, which has been checked.
 */
export function readRecord(span: OtlpSpan, owner: { projectId: string; keyId: string | null }): Span | null {
  const text = span.attributes[recordAttribute];
  const record = typeof text === 'string' ? parseObject(text) : null;
  if (record === null || !hasTimesOf(span, record)) return null;
  const { attributes } = span;
  const parsed = spanSchema.safeParse({
    ...record,
    projectId: owner.projectId,
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId === '' ? null : span.parentSpanId,
    keyId: owner.keyId,
    input: withValue(record['input'], attributes[inputAttribute]),
    output: withValue(record['output'], attributes[outputAttribute]),
  });
  return parsed.success ? parsed.data : null;
}

function hasTimesOf(span: OtlpSpan, record: Record<string, unknown>): boolean {
  return (
    record['startTimeUnixNano'] === span.startTimeUnixNano &&
    record['endTimeUnixNano'] === span.endTimeUnixNano &&
    BigInt(span.startTimeUnixNano) <= BigInt(span.endTimeUnixNano)
  );
}

function withValue(payload: unknown, text: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || typeof text !== 'string') return payload ?? null;
  return { ...payload, value: parseJson(text) };
}

function parseObject(text: string): Record<string, unknown> | null {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
