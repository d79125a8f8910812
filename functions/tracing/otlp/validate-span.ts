import type { OtlpSpan } from './otlp-request.ts';

const isHex = (digits: number) => new RegExp(`^(?!0+$)[0-9a-f]{${digits}}$`);
const traceId = isHex(32);
const spanId = isHex(16);
/** The greatest unsigned 64-bit number. */
const maxNano = 2n ** 64n - 1n;
const maxNameCharacters = 2_000;

/** Why a span cannot be stored, or null. */
export function findFault(span: OtlpSpan): string | null {
  if (!traceId.test(span.traceId)) return 'traceId is not 16 bytes in hex, or all zero';
  if (!spanId.test(span.spanId)) return 'spanId is not 8 bytes in hex, or all zero';
  if (span.parentSpanId !== '' && !spanId.test(span.parentSpanId)) return 'parentSpanId is not 8 bytes in hex';
  if (span.startTimeUnixNano === '0') return 'startTimeUnixNano is missing';
  if (BigInt(span.startTimeUnixNano) > maxNano) return 'startTimeUnixNano is more than 64 bits hold';
  if (BigInt(span.endTimeUnixNano) > maxNano) return 'endTimeUnixNano is more than 64 bits hold';
  if (span.name.length > maxNameCharacters) return `name is longer than ${maxNameCharacters} characters`;
  return null;
}

/** Some senders write "no parent" as zeros. */
export function withoutZeroParent(span: OtlpSpan): OtlpSpan {
  return /^0*$/.test(span.parentSpanId) ? { ...span, parentSpanId: '' } : span;
}
