import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The largest multiple of 62 in a byte: bytes above it are drawn again, so that no digit is likelier than another. */
const unbiasedBelow = 248;

/** `length` digits from the system's random source; 62 digits carry 5.95 bits each. */
export function randomBase62(length: number): string {
  let digits = '';
  while (digits.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < unbiasedBelow && digits.length < length) digits += alphabet.charAt(byte % 62);
    }
  }
  return digits;
}

/** A non-negative integer in exactly `length` digits, with zeros in front. */
export function toBase62(value: number, length: number): string {
  let digits = '';
  let rest = value;
  for (let place = 0; place < length; place++) {
    digits = alphabet.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
