import type { Span } from '../../../shared/contract/span.ts';
import { isObject, type JsonObject, objectsIn } from '../../../shared/json/json-object.ts';
import { simulatedAttribute } from '../dialects/simulated-rules.ts';
import { inputAttribute, outputAttribute, recordAttribute, toRecord } from './span-record.ts';
import { type OtlpAttribute, toOtlpAttributes } from './to-otlp-value.ts';

/**
 * A stored span in OTLP/JSON. Its attributes are those it came with, what it says in OpenTelemetry's words, for other tools,
 * and the whole record, for Signalbox.
 */
export function toOtlpSpan(span: Span): Record<string, unknown> {
  const { metadata } = span;
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId === null ? {} : { parentSpanId: span.parentSpanId }),
    name: span.name,
    kind: kinds.includes(metadata['kind']) ? metadata['kind'] : 1,
    startTimeUnixNano: span.startTimeUnixNano,
    endTimeUnixNano: span.endTimeUnixNano,
    attributes: toOtlpAttributes({
      ...conventional(span),
      ...span.attributes,
      ...contentOf(span),
      [recordAttribute]: JSON.stringify(toRecord(span)),
    }),
    events: objectsIn(metadata['events']).map(toOtlpEvent),
    links: objectsIn(metadata['links']).map(toOtlpLink),
    status: { code: { unset: 0, ok: 1, error: 2 }[span.status], message: span.statusMessage ?? '' },
  };
}

/** https://opentelemetry.io/docs/specs/semconv/gen-ai/ */
function conventional({
  model,
  usage,
  errorType,
  sessionId,
  userId,
  tags,
  isSimulated,
}: Span): Record<string, unknown> {
  return {
    'gen_ai.operation.name': model?.operation,
    'gen_ai.provider.name': model?.provider,
    'gen_ai.request.model': model?.requestedModel,
    'gen_ai.response.model': model?.answeringModel ?? undefined,
    'gen_ai.response.finish_reasons': model?.finishReasons,
    'gen_ai.usage.input_tokens': usage?.input,
    'gen_ai.usage.output_tokens': usage?.output,
    'error.type': errorType ?? undefined,
    'session.id': sessionId ?? undefined,
    'user.id': userId ?? undefined,
    tags: tags.length === 0 ? undefined : tags,
    [simulatedAttribute]: isSimulated ? true : undefined,
  };
}

/** The names that OpenInference gives them; kept out of the record, so that they are there once. */
function contentOf({ input, output }: Span): Record<string, unknown> {
  return {
    [inputAttribute]: input === null ? undefined : JSON.stringify(input.value ?? null),
    [outputAttribute]: output === null ? undefined : JSON.stringify(output.value ?? null),
  };
}

const kinds: readonly unknown[] = [0, 1, 2, 3, 4, 5];

// In Signalbox's own words a team's notes may have these names and be anything: the record says what they were.

function toOtlpEvent({ name, timeUnixNano, attributes }: JsonObject): JsonObject {
  const isTime = typeof timeUnixNano === 'string' && /^\d{1,20}$/.test(timeUnixNano);
  return { name: textOf(name), timeUnixNano: isTime ? timeUnixNano : '0', attributes: toAttributes(attributes) };
}

function toOtlpLink({ traceId, spanId, attributes }: JsonObject): JsonObject {
  return { traceId: textOf(traceId), spanId: textOf(spanId), attributes: toAttributes(attributes) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function toAttributes(value: unknown): OtlpAttribute[] {
  return toOtlpAttributes(isObject(value) ? value : {});
}
