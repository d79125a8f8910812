import type { Provider, ProviderRecord } from '../../shared/contract/providers.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { ModelsPorts } from './app.ts';
import { assertNotManaged } from './provider-view.ts';
import { sandboxProvider, sandboxProviderId } from './sandbox-provider.ts';

/** The provider, if the project has it and may change it. */
export async function requireChangeable(
  { providers }: Pick<ModelsPorts, 'providers'>,
  projectId: string,
  providerId: string,
): Promise<Provider | ProviderRecord> {
  const provider = providerId === sandboxProviderId ? sandboxProvider : await providers.get(projectId, providerId);
  if (provider === null) throw new NotFoundError(`The provider "${providerId}"`);
  assertNotManaged(provider);
  return provider;
}
