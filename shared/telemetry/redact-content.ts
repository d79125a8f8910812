import type { CallDecision } from '../contract/call-decision.ts';
import type { Span } from '../contract/span.ts';
import { isObject, type JsonObject } from '../json/json-object.ts';
import { redactAttributes, redactNote } from './redact-attributes.ts';
import type { Payload } from './to-payload.ts';

/**
 * What is stored of a span in a project that does not capture content: sizes, usage, cost, times and labels, but no words of
 * people or models. What was redacted stays as it is when it is redacted again.
 */
export function redactContent(span: Span): Span {
  return {
    ...span,
    input: redact(span.input),
    output: redact(span.output),
    statusMessage: null,
    attributes: redactAttributes(span.attributes),
    metadata: redactMetadata(span.metadata),
    model: span.model && { ...span.model, parameters: plainParameters(span.model.parameters) },
    ...(span.decision ? { decision: redactDecision(span.decision) } : {}),
  };
}

/** Only numbers and switches: schemas, tools and predictions hold what people wrote. */
export function plainParameters(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).filter(([, value]) => typeof value === 'number' || typeof value === 'boolean'),
  );
}

/** Providers repeat in their errors what they were sent. */
function redactDecision(decision: CallDecision): CallDecision {
  return { ...decision, attempts: decision.attempts.map((attempt) => ({ ...attempt, message: null })) };
}

/** Below these names OpenTelemetry's own parts are, which hold attributes or labels; all else is a team's notes. */
const parts: Readonly<Record<string, (value: unknown) => unknown>> = {
  resource: (value) => (isObject(value) ? redactAttributes(value) : redactNote(value)),
  scope: redactScope,
  mapping: redactNotes,
  events: (value) => redactEach(value, ['name', 'timeUnixNano']),
  links: (value) => redactEach(value, ['traceId', 'spanId']),
};

function redactMetadata(metadata: Span['metadata']): Span['metadata'] {
  const entries = Object.entries(metadata).map(([name, value]) => {
    const redactPart = Object.hasOwn(parts, name) ? parts[name] : undefined;
    return [name, (redactPart ?? redactNote)(value)] as const;
  });
  return Object.fromEntries(entries);
}

function redactScope(value: unknown): unknown {
  if (!isObject(value) || !isObject(value['attributes'])) return redactNotes(value);
  const { attributes: _, ...scope } = value;
  return { ...redactEntries(scope), attributes: redactAttributes(value['attributes']) };
}

function redactNotes(value: unknown): unknown {
  return isObject(value) ? redactEntries(value) : redactNote(value);
}

function redactEntries(notes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(notes).map(([name, each]) => [name, redactNote(each)]));
}

/** Events and links: what they are and when, and their attributes as those of a span. */
function redactEach(value: unknown, labels: readonly string[]): unknown {
  if (!Array.isArray(value)) return redactNote(value);
  return value.filter(isObject).map((each) => ({
    ...Object.fromEntries(labels.filter((name) => name in each).map((name) => [name, redactNote(each[name])])),
    attributes: isObject(each['attributes']) ? redactAttributes(each['attributes']) : {},
  }));
}

function redact(payload: Payload | null): Payload | null {
  return payload && { preview: '', value: null, bytes: payload.bytes, isTruncated: true };
}
