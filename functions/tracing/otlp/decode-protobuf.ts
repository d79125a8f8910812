import { attributesField } from './decode-protobuf-value.ts';
import { createDecodingBudget, type DecodingBudget, TooManyPartsError } from './decoding-budget.ts';
import {
  type Attributes,
  type DecodedSpan,
  emptySpan,
  type OtlpEvent,
  type OtlpLink,
  type OtlpScope,
  type OtlpSpan,
  type OtlpSpanGroup,
} from './otlp-request.ts';
import {
  bytesField,
  enumField,
  type Fields,
  fixed64Field,
  hexField,
  readMessage,
  textField,
} from './protobuf-message.ts';

// Field numbers: https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/trace/v1/trace.proto

/** The span groups of an ExportTraceServiceRequest. Throws when the framing around the spans is broken. */
export function decodeProtobuf(bytes: Uint8Array): OtlpSpanGroup[] {
  const fields: Fields<OtlpSpanGroup[]> = {
    1: bytesField((groups, resourceSpans, budget) => {
      for (const group of decodeResourceSpans(resourceSpans, budget)) groups.push(group);
    }),
  };
  return readMessage(bytes, [] as OtlpSpanGroup[], fields, createDecodingBudget());
}

interface ResourceSpans {
  resource: Attributes;
  groups: OtlpSpanGroup[];
  fault: Unreadable | null;
}

const resourceFields: Fields<Attributes> = { 1: attributesField((attributes) => attributes) };

const resourceSpansFields: Fields<ResourceSpans> = {
  1: bytesField((target, message, budget) => {
    target.fault ??= faultOf('resource', () => readMessage(message, target.resource, resourceFields, budget));
  }),
  2: bytesField((target, message, budget) => {
    target.groups.push(decodeScopeSpans(message, budget));
  }),
};

function decodeResourceSpans(bytes: Uint8Array, budget: DecodingBudget): OtlpSpanGroup[] {
  const target: ResourceSpans = { resource: {}, groups: [], fault: null };
  const { resource, groups, fault } = readMessage(bytes, target, resourceSpansFields, budget);
  // The resource may come after its spans.
  return groups.map((group) => ({ ...group, resource, spans: unlessFaulty(group.spans, fault) }));
}

const scopeFields: Fields<OtlpScope> = {
  1: textField((scope, name) => {
    scope.name = name;
  }),
  2: textField((scope, version) => {
    scope.version = version;
  }),
  3: attributesField((scope) => {
    scope.attributes ??= {};
    return scope.attributes;
  }),
};

interface ScopeSpans {
  scope: OtlpScope;
  spans: DecodedSpan[];
  fault: Unreadable | null;
}

const scopeSpansFields: Fields<ScopeSpans> = {
  1: bytesField((target, message, budget) => {
    target.fault ??= faultOf('scope', () => readMessage(message, target.scope, scopeFields, budget));
  }),
  2: bytesField(({ spans }, message, budget) => {
    spans.push(decodeSpan(message, budget));
  }),
};

function decodeScopeSpans(bytes: Uint8Array, budget: DecodingBudget): OtlpSpanGroup {
  const target: ScopeSpans = { scope: { name: '', version: '' }, spans: [], fault: null };
  const { scope, spans, fault } = readMessage(bytes, target, scopeSpansFields, budget);
  return { resource: {}, scope, spans: unlessFaulty(spans, fault) };
}

interface Unreadable {
  unreadable: string;
}

/** What is broken leaves the messages beside it whole, because each has its length in front. */
function faultOf(what: string, read: () => unknown): Unreadable | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof TooManyPartsError) throw error;
    return { unreadable: `the ${what} is not valid protobuf` };
  }
}

/** Without what is said once for all of them, spans would be others than were sent. */
function unlessFaulty(spans: DecodedSpan[], fault: Unreadable | null): DecodedSpan[] {
  return fault === null ? spans : spans.map(() => fault);
}

function decodeSpan(bytes: Uint8Array, budget: DecodingBudget): DecodedSpan {
  budget.takeSpan();
  const span = emptySpan();
  return faultOf('span', () => readMessage(bytes, span, spanFields, budget)) ?? span;
}

const eventFields: Fields<OtlpEvent> = {
  1: fixed64Field((event, time) => {
    event.timeUnixNano = time;
  }),
  2: textField((event, name) => {
    event.name = name;
  }),
  3: attributesField((event) => event.attributes),
};

const linkFields: Fields<OtlpLink> = {
  1: hexField((link, traceId) => {
    link.traceId = traceId;
  }),
  2: hexField((link, spanId) => {
    link.spanId = spanId;
  }),
  4: attributesField((link) => link.attributes),
};

const statusFields: Fields<OtlpSpan> = {
  2: textField((span, message) => {
    span.statusMessage = message;
  }),
  3: enumField((span, code) => {
    span.statusCode = code;
  }),
};

const spanFields: Fields<OtlpSpan> = {
  1: hexField((span, traceId) => {
    span.traceId = traceId;
  }),
  2: hexField((span, spanId) => {
    span.spanId = spanId;
  }),
  4: hexField((span, parentSpanId) => {
    span.parentSpanId = parentSpanId;
  }),
  5: textField((span, name) => {
    span.name = name;
  }),
  6: enumField((span, kind) => {
    span.kind = kind;
  }),
  7: fixed64Field((span, time) => {
    span.startTimeUnixNano = time;
  }),
  8: fixed64Field((span, time) => {
    span.endTimeUnixNano = time;
  }),
  9: attributesField((span) => span.attributes),
  11: bytesField((span, message, budget) => {
    budget.takeEvents(1);
    span.events.push(readMessage(message, { timeUnixNano: '0', name: '', attributes: {} }, eventFields, budget));
  }),
  13: bytesField((span, message, budget) => {
    budget.takeEvents(1);
    span.links.push(readMessage(message, { traceId: '', spanId: '', attributes: {} }, linkFields, budget));
  }),
  15: bytesField((span, message, budget) => {
    readMessage(message, span, statusFields, budget);
  }),
};
