import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * HMAC-SHA-256 of a secret, in hexadecimal. The id is bound in, so that a hash copied to another key is worthless; the
 * pepper is kept apart from the table, so that a copy of the table is.
 */
export function hashSecret(pepper: string, id: string, secret: string): string {
  return createHmac('sha256', pepper).update(`${id}:${secret}`).digest('hex');
}

/** Compares two hashes in a time that does not depend on where they differ. */
export function hashesEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left, 'hex'), Buffer.from(right, 'hex')];
  return a.byteLength === 32 && a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
