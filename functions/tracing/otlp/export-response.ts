import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { type OtlpContentType, protobufType } from './read-otlp-body.ts';

export interface Rejection {
  count: number;
  /** How many spans have each fault. */
  reasons: ReadonlyMap<string, number>;
}

const maxReasons = 10;

/** ExportTraceServiceResponse in the encoding of the request. */
export function exportResponse(contentType: OtlpContentType, rejection: Rejection): Response {
  const body = contentType === protobufType ? toProtobuf(rejection) : JSON.stringify(toJson(rejection));
  return new Response(body, { status: 200, headers: { 'content-type': contentType } });
}

function toJson({ count, reasons }: Rejection) {
  if (count === 0) return {};
  return { partialSuccess: { rejectedSpans: String(count), errorMessage: describe(reasons) } };
}

function toProtobuf({ count, reasons }: Rejection): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  if (count === 0) return writer.finish();
  const partialSuccess = new BinaryWriter();
  partialSuccess.tag(1, WireType.Varint).int64(count);
  partialSuccess.tag(2, WireType.LengthDelimited).string(describe(reasons));
  return writer.tag(1, WireType.LengthDelimited).bytes(partialSuccess.finish()).finish();
}

function describe(reasons: Rejection['reasons']): string {
  const texts = [...reasons].slice(0, maxReasons).map(([reason, count]) => `${count} × ${reason}`);
  return reasons.size > maxReasons ? `${texts.join('; ')}; and others` : texts.join('; ');
}
