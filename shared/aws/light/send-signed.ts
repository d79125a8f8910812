import { signRequest } from '../sign-request.ts';
import { credentialsOf, type LightClientConfig } from './light-config.ts';
import { sendOnce, type WireAnswer, type WireRequest } from './send-once.ts';
import { ServiceError } from './service-error.ts';

interface SignedRequest extends WireRequest {
  /** As AWS writes it in signatures. */
  service: string;
  toError: (answer: WireAnswer) => ServiceError;
}

const throttlingNames: readonly string[] = [
  ...['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'RequestLimitExceeded', 'SlowDown'],
  ...[
    'ProvisionedThroughputExceededException',
    'RequestThrottled',
    'RequestThrottledException',
    'LimitExceededException',
  ],
  ...['TransactionInProgressException', 'PriorRequestNotComplete', 'BandwidthLimitExceeded', 'EC2ThrottledException'],
];
const transientNames: readonly string[] = ['RequestTimeout', 'RequestTimeoutException', 'InternalError'];
const transientStatuses: readonly number[] = [500, 502, 503, 504];
/** The steps of the SDK's standard mode. */
const baseDelayMs = 100;
const maxDelayMs = 20_000;

/**
 * Sends until the service takes it or refuses for good: at most `maxAttempts` times, after pauses with full jitter that
 * double. Each attempt is signed anew, for a signature ages.
 */
export async function sendSigned(config: LightClientConfig, request: SignedRequest): Promise<WireAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce(config, request);
    if ('answer' in outcome) return outcome.answer;
    if (attempt >= config.maxAttempts || !isWorthRetrying(outcome.error)) throw outcome.error;
    await pause(Math.random() * Math.min(baseDelayMs * 2 ** (attempt - 1), maxDelayMs));
  }
}

async function attemptOnce(
  config: LightClientConfig,
  { service, toError, ...request }: SignedRequest,
): Promise<{ answer: WireAnswer } | { error: unknown }> {
  const credentials = credentialsOf(config);
  const signature = signRequest(request, { credentials, region: config.region, service, now: Date.now() });
  const headers = { ...request.headers, ...signature, 'content-length': String(request.body.byteLength) };
  try {
    const answer = await sendOnce({ ...request, headers });
    return answer.status < 300 ? { answer } : { error: toError(answer) };
  } catch (error) {
    return { error };
  }
}

/** What is no answer of the service is a connection that failed. */
function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return true;
  const status = error.$metadata.httpStatusCode;
  return (
    status === 429 ||
    transientStatuses.includes(status) ||
    throttlingNames.includes(error.name) ||
    transientNames.includes(error.name)
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
