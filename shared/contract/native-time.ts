import * as z from 'zod';

/** OTLP ends there too: the greatest unsigned 64-bit number of nanoseconds, in the year 2554. */
const maxNanos = 2n ** 64n - 1n;
/** What is before it is a time in seconds, or a clock that was never set: nobody would look for the span there. */
export const minNanos = BigInt(Date.UTC(2000)) * 1_000_000n;
const nanosPattern = /^[1-9]\d{15,19}$/;
const rfc3339Pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i;

const expectation =
  'must be a time such as "2026-11-26T14:00:00.5Z", milliseconds since 1970 as a number, or nanoseconds since 1970 as a string of 16 to 20 digits';

/** A time in any of three forms, as nanoseconds since 1970. */
export const nativeTimeSchema = z
  .union([z.string(), z.number()], { error: expectation })
  .transform((value, context) => {
    const nanos = typeof value === 'number' ? ofMilliseconds(value) : ofText(value);
    if (nanos !== null && nanos >= minNanos && nanos <= maxNanos) return String(nanos);
    context.issues.push({ code: 'custom', message: messageFor(value, nanos), input: value });
    return z.NEVER;
  });

function messageFor(value: string | number, nanos: bigint | null): string {
  if (nanos === null || nanos < 0n || nanos > maxNanos) return expectation;
  const time = new Date(Number(nanos / 1_000_000n)).toISOString();
  const inSeconds = typeof value === 'number' && value >= 946_684_800 ? `; seconds × 1000 are ${value * 1000}` : '';
  return `is ${value}, which is ${time}, before the year 2000: ${expectation}${inSeconds}`;
}

/** Milliseconds may have fractions; a number cannot hold nanoseconds exactly, so none is taken for them. */
function ofMilliseconds(milliseconds: number): bigint | null {
  if (!Number.isFinite(milliseconds) || milliseconds < 0 || milliseconds > 1e14) return null;
  const whole = Math.trunc(milliseconds);
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((milliseconds - whole) * 1e6));
}

function ofText(text: string): bigint | null {
  if (nanosPattern.test(text)) return BigInt(text);
  const [, seconds, fraction = '', zone] = rfc3339Pattern.exec(text) ?? [];
  const milliseconds = Date.parse(`${seconds}${zone?.toUpperCase()}`);
  if (Number.isNaN(milliseconds) || !isOfTheCalendar(String(seconds).toUpperCase())) return null;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** JavaScript takes the 30th of February for the 2nd of March. */
function isOfTheCalendar(seconds: string): boolean {
  return new Date(`${seconds}Z`).toISOString().startsWith(seconds);
}
