import { ConflictError } from '../http/errors.ts';
import type { ProviderSecrets } from '../secrets/provider-secrets.ts';

export function providerTaken(providerId: string): ConflictError {
  return new ConflictError(`The project has a provider "${providerId}" already.`, 'provider_exists');
}

export function changedConcurrently(): ConflictError {
  return new ConflictError('Somebody else is changing this provider. Try again.', 'changed_concurrently');
}

/** Somebody else wrote the item meanwhile, so the new key is not in use and never will be. */
export async function lostRace(secrets: ProviderSecrets, secretName: string): Promise<ConflictError> {
  await secrets.delete(secretName);
  return changedConcurrently();
}
