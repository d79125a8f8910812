import type { ProviderKey } from '../../shared/contract/provider-keys.ts';
import type { CredentialRecord, Provider, ProviderRecord } from '../../shared/contract/providers.ts';
import { ConflictError } from '../../shared/http/errors.ts';
import { sandboxProviderId } from './sandbox-provider.ts';

/** What a caller may see of a provider: not the names of its secrets. */
export function toProvider({ projectId: _, ...provider }: ProviderRecord): Provider {
  return { ...provider, credentials: provider.credentials.map(toProviderKey) };
}

export function toProviderKey({ secretName: _, ...key }: CredentialRecord): ProviderKey {
  return key;
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
