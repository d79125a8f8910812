import { isTooEarly, isTooLate, yearOf } from '../span-times.ts';
import type { OtlpSpan } from './otlp-request.ts';

const isHex = (digits: number) => new RegExp(`^(?!0+$)[0-9a-f]{${digits}}$`);
const traceId = isHex(32);
const spanId = isHex(16);
/** The greatest unsigned 64-bit number. */
const maxNano = 2n ** 64n - 1n;
const maxNameCharacters = 2_000;

/** Why a span that was received at `receivedAt` (epoch milliseconds) cannot be stored, or null. */
export function findFault(span: OtlpSpan, receivedAt: number): string | null {
  if (!traceId.test(span.traceId)) return 'traceId is not 16 bytes in hex, or all zero';
  if (!spanId.test(span.spanId)) return 'spanId is not 8 bytes in hex, or all zero';
  if (span.parentSpanId !== '' && !spanId.test(span.parentSpanId)) return 'parentSpanId is not 8 bytes in hex';
  if (span.startTimeUnixNano === '0') return 'startTimeUnixNano is missing';
  if (BigInt(span.startTimeUnixNano) > maxNano) return 'startTimeUnixNano is more than 64 bits hold';
  if (BigInt(span.endTimeUnixNano) > maxNano) return 'endTimeUnixNano is more than 64 bits hold';
  if (span.name.length > maxNameCharacters) return `name is longer than ${maxNameCharacters} characters`;
  return findTimeFault(span, receivedAt);
}

const unit = 'it has to be nanoseconds since 1970';

function findTimeFault(
  { startTimeUnixNano: start, endTimeUnixNano: end }: OtlpSpan,
  receivedAt: number,
): string | null {
  if (isTooEarly(start)) return `startTimeUnixNano is in ${yearOf(start)}, before 2000: ${unit}`;
  if (isTooLate(start, receivedAt)) return `startTimeUnixNano is in ${yearOf(start)}, more than a day ahead: ${unit}`;
  if (isTooLate(end, receivedAt)) return `endTimeUnixNano is in ${yearOf(end)}, more than a day ahead: ${unit}`;
  return null;
}

/** Some senders write "no parent" as zeros. */
export function withoutZeroParent(span: OtlpSpan): OtlpSpan {
  return /^0*$/.test(span.parentSpanId) ? { ...span, parentSpanId: '' } : span;
}
