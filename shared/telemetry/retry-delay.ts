export interface Backoff {
  baseMilliseconds: number;
  capMilliseconds: number;
}

/**
 * "Full jitter": anything between nothing and the exponential step, so that callers that failed together do not come back
 * together. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelay(attempt: number, backoff: Backoff, random: () => number = Math.random): number {
  return random() * Math.min(backoff.capMilliseconds, backoff.baseMilliseconds * 2 ** attempt);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
