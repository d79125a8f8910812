import type { Attributes, DecodedSpan, OtlpScope, OtlpSpan, OtlpSpanGroup } from './otlp-request.ts';

/**
 * An export request in OTLP/JSON that decodes to these groups. Spans that could not be read are left out: nobody can say
 * whose they were.
 */
export function encodeJson(groups: readonly OtlpSpanGroup[]): unknown {
  return {
    resourceSpans: groups.map(({ resource, scope, spans }) => ({
      resource: { attributes: encodeAttributes(resource) },
      scopeSpans: [{ scope: encodeScope(scope), spans: spans.filter(isReadable).map(encodeSpan) }],
    })),
  };
}

function isReadable(span: DecodedSpan): span is OtlpSpan {
  return !('unreadable' in span);
}

function encodeScope({ attributes, ...scope }: OtlpScope): unknown {
  return attributes === undefined ? scope : { ...scope, attributes: encodeAttributes(attributes) };
}

function encodeSpan({ attributes, events, links, statusCode, statusMessage, ...span }: OtlpSpan): unknown {
  return {
    ...span,
    attributes: encodeAttributes(attributes),
    events: events.map((event) => ({ ...event, attributes: encodeAttributes(event.attributes) })),
    links: links.map((link) => ({ ...link, attributes: encodeAttributes(link.attributes) })),
    status: { code: statusCode, message: statusMessage },
  };
}

function encodeAttributes(attributes: Attributes): { key: string; value: unknown }[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: encodeValue(value) }));
}

/** JSON as an AnyValue. */
function encodeValue(value: unknown): unknown {
  if (value === null || value === undefined) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isSafeInteger(value) ? { intValue: value } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(encodeValue) } };
  return { kvlistValue: { values: encodeAttributes(value as Attributes) } };
}
