import type { ProviderKind } from '../contract/providers.ts';
import { bedrockBaseUrl } from './bedrock/bedrock-urls.ts';
import { knownEndpoints } from './known-endpoints.ts';

interface Endpoint {
  id?: string | undefined;
  kind: ProviderKind;
  region?: string | null | undefined;
}

/** Where a provider is reached unless told otherwise; null where nobody can know, as with a resource of Azure. */
export function defaultBaseUrl({ id, kind, region }: Endpoint): string | null {
  switch (kind) {
    case 'anthropic':
      return 'https://api.anthropic.com/v1';
    case 'gemini':
      return 'https://generativelanguage.googleapis.com/v1beta';
    case 'bedrock':
      return region ? bedrockBaseUrl(region) : null;
    case 'openai-compatible':
      return knownEndpoints.find(({ slug }) => slug === id)?.baseUrl ?? null;
    case 'azure-openai':
    case 'sandbox':
      return null;
  }
}
