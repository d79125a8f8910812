import { attributesField } from './decode-protobuf-value.ts';
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
  return readMessage(bytes, [] as OtlpSpanGroup[], {
    1: bytesField((groups, resourceSpans) => {
      groups.push(...decodeResourceSpans(resourceSpans));
    }),
  });
}

function decodeResourceSpans(bytes: Uint8Array): OtlpSpanGroup[] {
  const { resource, groups } = readMessage(
    bytes,
    { resource: {} as Attributes, groups: [] as OtlpSpanGroup[] },
    {
      1: bytesField((target, message) => {
        readMessage(message, target.resource, { 1: attributesField((attributes) => attributes) });
      }),
      2: bytesField((target, message) => {
        target.groups.push(decodeScopeSpans(message));
      }),
    },
  );
  // The resource may come after its spans.
  return groups.map((group) => ({ ...group, resource }));
}

const scopeFields: Fields<OtlpScope> = {
  1: textField((scope, name) => {
    scope.name = name;
  }),
  2: textField((scope, version) => {
    scope.version = version;
  }),
};

function decodeScopeSpans(bytes: Uint8Array): OtlpSpanGroup {
  const group: OtlpSpanGroup = { resource: {}, scope: { name: '', version: '' }, spans: [] };
  return readMessage(bytes, group, {
    1: bytesField(({ scope }, message) => {
      readMessage(message, scope, scopeFields);
    }),
    2: bytesField(({ spans }, message) => {
      spans.push(decodeSpan(message));
    }),
  });
}

/** A broken span leaves the ones beside it whole, because each has its length in front. */
function decodeSpan(bytes: Uint8Array): DecodedSpan {
  try {
    return readMessage(bytes, emptySpan(), spanFields);
  } catch {
    return { unreadable: 'the span is not valid protobuf' };
  }
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
  11: bytesField((span, message) => {
    span.events.push(readMessage(message, { timeUnixNano: '0', name: '', attributes: {} }, eventFields));
  }),
  13: bytesField((span, message) => {
    span.links.push(readMessage(message, { traceId: '', spanId: '', attributes: {} }, linkFields));
  }),
  15: bytesField((span, message) => {
    readMessage(message, span, statusFields);
  }),
};
