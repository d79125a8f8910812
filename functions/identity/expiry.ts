import { ValidationError } from '../../shared/http/errors.ts';

/** The time of `body.expiresAt` in epoch milliseconds; it must be still to come. */
export function parseExpiry(expiresAt: string | null, now: number): number | null {
  if (expiresAt === null) return null;
  const time = Date.parse(expiresAt);
  if (time > now) return time;
  throw new ValidationError([
    { field: 'body.expiresAt', message: 'name a time in the future; to end a key now, revoke it' },
  ]);
}
