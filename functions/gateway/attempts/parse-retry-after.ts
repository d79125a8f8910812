import type { ProviderHeaders } from '../../../shared/providers/provider.ts';

/** Longer than this helps nobody, and is more often a mistake. */
const maxSeconds = 24 * 3600;

/** `Retry-After` in seconds, from either of its forms (RFC 9110 §10.2.3) or OpenAI's in milliseconds; null if absent. */
export function parseRetryAfter(headers: ProviderHeaders, now: number = Date.now()): number | null {
  const milliseconds = Number(headers['retry-after-ms'] ?? Number.NaN);
  const value = headers['retry-after'] ?? '';
  const seconds = Number.isFinite(milliseconds) ? milliseconds / 1000 : secondsOf(value, now);
  if (!Number.isFinite(seconds) || seconds < 0) return null;
  return Math.min(Math.ceil(seconds), maxSeconds);
}

function secondsOf(value: string, now: number): number {
  if (value.trim() === '') return Number.NaN;
  const seconds = Number(value);
  return Number.isFinite(seconds) ? seconds : Math.max((Date.parse(value) - now) / 1000, 0);
}
