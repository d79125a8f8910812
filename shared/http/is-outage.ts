import { isTransientCancellation } from '../aws/is-transient-cancellation.ts';

/** What AWS calls it when too much is asked of a service (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html). */
const throttles: readonly unknown[] = [
  ...['Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled', 'RequestThrottledException'],
  ...['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'TooManyRequestsException', 'SlowDown'],
];
/** Transactions in the way of a write, which goes through once they have ended. */
const collisions: readonly unknown[] = ['TransactionConflictException', 'TransactionInProgressException'];
const networkFailures: readonly unknown[] = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN'],
];

/**
 * Whether a service that we stand on refused for now or did not answer, by what the AWS SDK leaves on its errors. Senders of
 * telemetry send again after a 503, and throw away what is answered with a 500.
 */
export function isOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, $retryable, $metadata } = error as Partial<Record<string, unknown>>;
  if ($retryable !== undefined || throttles.includes(name) || name === 'TimeoutError') return true;
  if (networkFailures.includes(code) || collisions.includes(name) || isTransientCancellation(error)) return true;
  const { httpStatusCode } = ($metadata ?? {}) as { httpStatusCode?: unknown };
  return typeof httpStatusCode === 'number' && httpStatusCode >= 500;
}
