import type { RouteRetries } from '../contract/route-config.ts';

interface RetryDelayInput {
  /** 0 for the first retry. */
  attempt: number;
  /** In [0, 1). */
  random: () => number;
  /** What the provider asks for. */
  retryAfterSeconds?: number | undefined;
  limits: Pick<RouteRetries, 'baseDelayMs' | 'maxDelayMs'>;
}

/**
 * Milliseconds to wait before the same target is asked again: "full jitter", anything up to the exponential step
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), but never less than the provider asks for.
 * Null if it asks for more than the caller should wait: then another target, or nobody, is asked.
 */
export function retryDelay({ attempt, random, retryAfterSeconds = 0, limits }: RetryDelayInput): number | null {
  const { baseDelayMs, maxDelayMs } = limits;
  const retryAfterMs = retryAfterSeconds * 1_000;
  if (retryAfterMs > maxDelayMs) return null;
  return Math.max(retryAfterMs, random() * Math.min(maxDelayMs, baseDelayMs * 2 ** attempt));
}
