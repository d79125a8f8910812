import { ProviderError } from '../provider-error.ts';

/** The error for a request that the provider has no way to do; `field` is its path in the request. */
export function cannot(field: string, message: string): ProviderError {
  return new ProviderError('provider_cannot', message, { param: field });
}
