import type { Operation } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';

export interface AzureEndpoint {
  /** The resource's address, with or without `/openai/v1`: `https://acme.openai.azure.com`. */
  baseUrl: string;
  /** Of the dated API; without it the v1 API is spoken. */
  apiVersion?: string;
}

const paths: Record<Operation, string> = { chat: 'chat/completions', embeddings: 'embeddings' };

/**
 * Where a call goes: `/openai/v1/…` names the deployment as the model, the dated API has it in the path
 * (learn.microsoft.com/azure/ai-foundry/openai/latest and /reference).
 */
export function azureUrl({ baseUrl, apiVersion }: AzureEndpoint, operation: Operation, deployment: string): URL {
  const resource = resourceOf(baseUrl);
  const path =
    apiVersion === undefined
      ? `${resource}/openai/v1/${paths[operation]}`
      : `${resource}/openai/deployments/${encodeURIComponent(deployment)}/${paths[operation]}`;
  const url = URL.parse(path);
  if (url === null) throw new ProviderError('provider_unreachable', 'The provider’s base URL is not a URL.');
  if (apiVersion !== undefined) url.searchParams.set('api-version', apiVersion);
  return url;
}

/** People paste what the portal shows: the resource, its v1 address, or a deployment's whole target. */
function resourceOf(baseUrl: string): string {
  return (baseUrl.split('?')[0] ?? '').replace(/\/openai(\/.*)?$/, '').replace(/\/+$/, '');
}
