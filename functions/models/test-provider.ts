import type { ProviderRecord, testProvider } from '../../shared/contract/models.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import { catalogueModels } from '../../shared/models/catalogue.ts';
import { ProviderError } from '../../shared/providers/provider-error.ts';
import type { ModelsPorts } from './app.ts';
import { countProviderModels } from './count-provider-models.ts';
import { sandboxProviderId } from './sandbox-provider.ts';

type TestResult = Awaited<ReturnType<typeof probe>>;

const timeoutMilliseconds = 10_000;

/** Whether a provider answers with the stored key. What goes wrong there is a result, not an error of ours. */
export function handleTestProvider(ports: ModelsPorts): Handler<typeof testProvider> {
  return async ({ projectId, params: { providerId } }) => {
    if (providerId === sandboxProviderId) return sandboxResult();
    const provider = await ports.providers.get(projectId, providerId);
    if (provider === null) throw new NotFoundError(`The provider "${providerId}"`);
    return await probe(ports, provider);
  };
}

function sandboxResult(): TestResult {
  const modelCount = catalogueModels.filter((model) => model.provider === sandboxProviderId).length;
  return { isReachable: true, latencyMs: 0, modelCount, message: 'The sandbox is part of Signalbox.' };
}

async function probe({ secrets, transport, clock, logger }: ModelsPorts, provider: ProviderRecord) {
  const apiKey = provider.secretName === null ? null : await secrets.get(provider.secretName);
  const start = clock();
  try {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const modelCount = await countProviderModels({ transport, baseUrl: provider.baseUrl ?? '', apiKey, signal });
    return {
      isReachable: true,
      latencyMs: clock() - start,
      modelCount,
      message: `It answered with ${modelCount} model${modelCount === 1 ? '' : 's'}.`,
    };
  } catch (error) {
    const errorType = error instanceof ProviderError ? error.type : 'unknown';
    logger.warn('provider.test.failed', { providerId: provider.id, errorType });
    return { isReachable: false, latencyMs: null, modelCount: null, message: failureMessage(error) };
  }
}

/** Only sentences of our own: what a provider says may quote the key. */
function failureMessage(error: unknown): string {
  if (error instanceof ProviderError) return error.message;
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `It did not answer within ${timeoutMilliseconds / 1000} s.`;
  }
  return 'It could not be reached.';
}
