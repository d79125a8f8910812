import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** An AnyValue, or a JSON value that is written as one. */
type Value = string | number | bigint | boolean | Uint8Array | readonly Value[] | { readonly [key: string]: Value };

export interface SpanToEncode {
  traceId?: string;
  spanId?: string;
  parentSpanId?: string;
  name?: string;
  kind?: number;
  startTimeUnixNano?: bigint;
  endTimeUnixNano?: bigint;
  attributes?: Record<string, Value>;
  events?: { name: string; timeUnixNano: bigint; attributes: Record<string, Value> }[];
  links?: { traceId: string; spanId: string }[];
  status?: { code: number; message?: string };
}

/** An ExportTraceServiceRequest of one resource and one scope. */
export function encodeOtlp(
  spans: readonly (SpanToEncode | Uint8Array)[],
  resource: Record<string, Value> = {},
  scopeAttributes: Record<string, Value> = {},
): Uint8Array {
  const scopeSpans = new BinaryWriter();
  for (const span of spans) message(scopeSpans, 2, span instanceof Uint8Array ? span : encodeSpan(span));
  const scope = new BinaryWriter().tag(1, WireType.LengthDelimited).string('test-scope');
  scope.tag(2, WireType.LengthDelimited).string('1.0');
  message(scopeSpans, 1, attributes(scope, 3, scopeAttributes).finish());
  const resourceSpans = message(new BinaryWriter(), 2, scopeSpans.finish());
  message(resourceSpans, 1, attributes(new BinaryWriter(), 1, resource).finish());
  return message(new BinaryWriter(), 1, resourceSpans.finish()).finish();
}

export function encodeSpan(span: SpanToEncode): Uint8Array {
  const writer = new BinaryWriter();
  message(writer, 1, hex(span.traceId));
  message(writer, 2, hex(span.spanId));
  if (span.parentSpanId !== undefined) message(writer, 4, hex(span.parentSpanId));
  writer.tag(5, WireType.LengthDelimited).string(span.name ?? '');
  writer.tag(6, WireType.Varint).int32(span.kind ?? 1);
  writer.tag(7, WireType.Bit64).fixed64(span.startTimeUnixNano ?? 0n);
  writer.tag(8, WireType.Bit64).fixed64(span.endTimeUnixNano ?? 0n);
  attributes(writer, 9, span.attributes ?? {});
  for (const event of span.events ?? []) {
    const inner = new BinaryWriter().tag(1, WireType.Bit64).fixed64(event.timeUnixNano);
    inner.tag(2, WireType.LengthDelimited).string(event.name);
    message(writer, 11, attributes(inner, 3, event.attributes).finish());
  }
  for (const link of span.links ?? []) {
    message(writer, 13, message(message(new BinaryWriter(), 1, hex(link.traceId)), 2, hex(link.spanId)).finish());
  }
  if (span.status) {
    const inner = new BinaryWriter().tag(2, WireType.LengthDelimited).string(span.status.message ?? '');
    message(writer, 15, inner.tag(3, WireType.Varint).int32(span.status.code).finish());
  }
  // A field that no version of OTLP has yet.
  writer.tag(99, WireType.LengthDelimited).string('from the future');
  return writer.finish();
}

function message(writer: BinaryWriter, field: number, bytes: Uint8Array): BinaryWriter {
  return writer.tag(field, WireType.LengthDelimited).bytes(bytes);
}

function hex(digits = ''): Uint8Array {
  return Buffer.from(digits, 'hex');
}

function attributes(writer: BinaryWriter, field: number, values: Readonly<Record<string, Value>>): BinaryWriter {
  for (const [key, value] of Object.entries(values)) message(writer, field, encodePair(key, value));
  return writer;
}

function encodePair(key: string, value: Value): Uint8Array {
  return message(new BinaryWriter().tag(1, WireType.LengthDelimited).string(key), 2, encodeValue(value)).finish();
}

function encodeValue(value: Value): Uint8Array {
  const writer = new BinaryWriter();
  if (typeof value === 'string') writer.tag(1, WireType.LengthDelimited).string(value);
  else if (typeof value === 'boolean') writer.tag(2, WireType.Varint).bool(value);
  else if (typeof value === 'bigint') writer.tag(3, WireType.Varint).int64(value);
  else if (typeof value === 'number') encodeNumber(writer, value);
  else if (value instanceof Uint8Array) message(writer, 7, value);
  else if (Array.isArray(value)) message(writer, 5, encodeArray(value));
  else message(writer, 6, attributes(new BinaryWriter(), 1, value as Record<string, Value>).finish());
  return writer.finish();
}

function encodeNumber(writer: BinaryWriter, value: number): void {
  if (Number.isInteger(value)) writer.tag(3, WireType.Varint).int64(value);
  else writer.tag(4, WireType.Bit64).double(value);
}

function encodeArray(values: readonly Value[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const value of values) message(writer, 1, encodeValue(value));
  return writer.finish();
}
