import type { ProviderTest } from '../../shared/contract/provider-parts.ts';
import type { testProvider } from '../../shared/contract/providers.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import { catalogueModels } from '../../shared/models/catalogue.ts';
import type { ModelsPorts } from './app.ts';
import { sandboxProviderId } from './sandbox-provider.ts';
import { testCredential } from './test-credential.ts';

/** With the oldest active key, or without one where there is none. */
export function handleTestProvider(ports: ModelsPorts): Handler<typeof testProvider> {
  return async ({ projectId, params: { providerId }, principal, requestId }) => {
    if (providerId === sandboxProviderId) return sandboxResult();
    const provider = await ports.providers.get(projectId, providerId);
    if (provider === null) throw new NotFoundError(`The provider "${providerId}"`);
    const credential = provider.credentials.find(({ state }) => state === 'active') ?? null;
    return await testCredential(ports, { provider, credential, context: changeContextOf(principal, requestId) });
  };
}

function sandboxResult(): ProviderTest {
  const modelCount = catalogueModels.filter((model) => model.provider === sandboxProviderId).length;
  return {
    ...{ isReachable: true, outcome: 'lists-models', latencyMs: 0, modelCount },
    message: 'The sandbox is part of Signalbox.',
  };
}
