import type { Provider, ProviderRecord } from '../../shared/contract/models.ts';
import { ConflictError } from '../../shared/http/errors.ts';
import { sandboxProviderId } from './sandbox-provider.ts';

/** What a caller may see of a provider: not the name of its secret. */
export function toProvider({ projectId: _, secretName: __, ...provider }: ProviderRecord): Provider {
  return provider;
}

/** A provider that the stage itself brings would be back at its next start. */
export function assertNotManaged(provider: Pick<ProviderRecord, 'id' | 'isManaged'>): void {
  if (provider.id === sandboxProviderId) {
    throw new ConflictError('The sandbox is part of Signalbox and cannot be changed.', 'provider_managed');
  }
  if (!provider.isManaged) return;
  throw new ConflictError(
    `"${provider.id}" comes from the environment or the providers file of this stage; change it there.`,
    'provider_managed',
  );
}
