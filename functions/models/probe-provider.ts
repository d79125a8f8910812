import type { ProviderTest, ProviderTestOutcome } from '../../shared/contract/provider-parts.ts';
import { ProviderError, type ProviderErrorType } from '../../shared/providers/provider-error.ts';
import type { ModelsPorts } from './app.ts';
import { countProviderModels } from './count-provider-models.ts';
import { type ProbeTarget, probeRequest } from './probe-request.ts';

export interface Probed {
  test: ProviderTest;
  /** Null where the answer does not tell: the provider was not reached, or was busy. */
  isAccepted: boolean | null;
}

const timeoutMilliseconds = 10_000;

/** Whether a provider answers with a key. What goes wrong there is a result, not an error of ours. */
export async function probeProvider(
  { transport, clock, logger, roleCredentials }: ModelsPorts,
  providerId: string,
  target: ProbeTarget,
): Promise<Probed> {
  const start = clock();
  try {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const request = await probeRequest(target, { now: start, roleCredentials });
    const modelCount = await countProviderModels({ ...request, transport, signal, knownBy: knownBy(target) });
    const message = `It answered with ${modelCount} model${modelCount === 1 ? '' : 's'}.`;
    const latencyMs = clock() - start;
    return { test: { isReachable: true, outcome: 'lists-models', latencyMs, modelCount, message }, isAccepted: true };
  } catch (error) {
    const errorType = error instanceof ProviderError ? error.type : 'unknown';
    logger.warn('provider.test.failed', { providerId, errorType });
    return {
      test: {
        ...{ isReachable: false, outcome: outcomeOf(error), latencyMs: null, modelCount: null },
        message: failureMessage(error),
      },
      isAccepted: errorType === 'provider_authentication_failed' ? false : null,
    };
  }
}

function knownBy({ kind, apiKey }: ProbeTarget) {
  if (apiKey !== null) return 'the key';
  return kind === 'bedrock' ? 'the role' : 'calls without a key';
}

/** Whether it answered at all, and how: a heading that says less than the sentence below it would be wrong. */
function outcomeOf(error: unknown): ProviderTestOutcome {
  if (!(error instanceof ProviderError)) return 'silent';
  return outcomes[error.type] ?? 'silent';
}

const outcomes: Partial<Record<ProviderErrorType, ProviderTestOutcome>> = {
  provider_authentication_failed: 'refuses-access',
  provider_rate_limited: 'too-many-requests',
  provider_failed: 'answers-error',
  provider_stream_cut: 'answers-error',
  provider_invalid_response: 'answers-otherwise',
  provider_host_not_allowed: 'not-asked',
};

/** Only sentences of our own: what a provider says may quote the key. */
function failureMessage(error: unknown): string {
  if (error instanceof ProviderError) return error.message;
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `It did not answer within ${timeoutMilliseconds / 1000} s.`;
  }
  return 'It could not be reached.';
}
