import type { Span } from '../contract/span.ts';
import { type SpanEventRow, type SpanRow, spanRowBounds } from '../contract/trace-spans.ts';
import { isWarning } from './is-warning.ts';
import { pricesOf, type StoredSpan } from './stored-span.ts';

/** Ties on so many hexadecimal digits are those of equal versions. */
const digestDigits = 12;

/** What lists show of a span, as the store or the API has it. */
export function toSpanRow(span: Span | StoredSpan): SpanRow {
  const { model, usage } = span;
  return withoutNothing<SpanRow>({
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: shorten(span.name, spanRowBounds.name) ?? '',
    type: span.type,
    startTimeUnixNano: span.startTimeUnixNano,
    endTimeUnixNano: span.endTimeUnixNano,
    status: span.status,
    errorType: shorten(span.errorType, spanRowBounds.name),
    statusMessage: shorten(span.statusMessage, spanRowBounds.message),
    service: shorten(span.service, spanRowBounds.name),
    model: shorten(model?.answeringModel ?? model?.requestedModel, spanRowBounds.name),
    provider: shorten(model?.provider, spanRowBounds.name),
    timeToFirstTokenMs: model?.timeToFirstTokenMs,
    inputTokens: usage?.input,
    outputTokens: usage?.output,
    costNanoUsd: span.cost?.totalNanoUsd,
    inputPreview: shorten(span.input?.preview, spanRowBounds.text),
    outputPreview: shorten(span.output?.preview, spanRowBounds.text),
    ...eventsOf(span.metadata),
    hasDecision: span.decision ? true : undefined,
    isSuperseded: model?.isSuperseded ? true : undefined,
    isWarning: isWarning(span) ? true : undefined,
    isSimulated: span.isSimulated ? true : undefined,
    version: 'version' in span ? shortVersion(span) : undefined,
  });
}

/** The reserved note `events` holds OpenTelemetry's, as they came. */
function eventsOf({ events }: Span['metadata']): Pick<SpanRow, 'events' | 'eventCount'> {
  if (!Array.isArray(events) || events.length === 0) return {};
  const rows = events
    .slice(0, spanRowBounds.events)
    .map(toEventRow)
    .filter((row) => row !== null);
  return { events: rows, ...(events.length > rows.length ? { eventCount: events.length } : {}) };
}

const levelNames = ['level', 'severity', 'severity_text', 'log.severity', 'log.level'];
const messageNames = ['exception.message', 'message', 'log.message', 'body', 'event.body'];

function toEventRow(event: unknown): SpanEventRow | null {
  if (!isObject(event) || typeof event['timeUnixNano'] !== 'string') return null;
  const attributes = isObject(event['attributes']) ? event['attributes'] : {};
  const exception = attributes['exception.type'] === undefined ? undefined : 'error';
  return withoutNothing<SpanEventRow>({
    timeUnixNano: event['timeUnixNano'],
    name: shorten(textOf(event['name']), spanRowBounds.name) ?? 'event',
    level: shorten(textAt(attributes, levelNames)?.toLowerCase() ?? exception, 20),
    message: shorten(textAt(attributes, messageNames), spanRowBounds.message),
  });
}

function textAt(attributes: Record<string, unknown>, names: readonly string[]): string | undefined {
  return names.map((name) => textOf(attributes[name])).find((text) => text !== undefined);
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Drops what is not there. In a loop: a page has thousands of rows, and lists of pairs take four times as long. */
function withoutNothing<T extends object>(record: { [K in keyof T]?: T[K] | null | undefined }): T {
  const kept: Partial<T> = {};
  for (const name in record) {
    const value = record[name];
    if (value !== null && value !== undefined) kept[name] = value;
  }
  return kept as T;
}

function shortVersion({ cost, version: { bytes, digest, mapping } }: StoredSpan): SpanRow['version'] {
  const prices = pricesOf({ cost });
  return {
    ...(mapping === 0 ? {} : { mapping }),
    ...(prices === '' ? {} : { prices }),
    bytes,
    digest: digest.slice(0, digestDigits),
  };
}

function shorten(text: string | null | undefined, most: number): string | null | undefined {
  if (!text || text.length <= most) return text || undefined;
  // A lone half of a pair is no character.
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
