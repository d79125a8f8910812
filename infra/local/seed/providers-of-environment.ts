import type { Environment } from '../../../shared/aws/client-config.ts';
import { defaultBaseUrl } from '../../../shared/providers/default-base-url.ts';
import { type KnownEndpoint, knownEndpoints } from '../../../shared/providers/known-endpoints.ts';
import { LocalStageError } from '../local-stage-error.ts';
import type { ProviderEntry } from './provider-file.ts';

/** Any model of its own: the catalogue knows the current ones only, and some of these providers not at all. */
const models = ['*'];

/** Providers whose customary variable is set. */
export function providersOfEnvironment(environment: Environment): ProviderEntry[] {
  const read = (variable: string | null) =>
    variable === null ? undefined : environment[variable]?.trim() || undefined;
  const known = knownEndpoints.flatMap((endpoint) => {
    const apiKey = read(endpoint.keyVariable);
    return apiKey === undefined ? [] : [toEntry(endpoint, apiKey, read(endpoint.baseUrlVariable))];
  });
  return [...known, ...bedrock(read)];
}

function toEntry({ slug, name, kind, ...known }: KnownEndpoint, apiKey: string, baseUrl: string | undefined) {
  if (known.baseUrlVariable !== null && baseUrl === undefined) {
    throw new LocalStageError(
      `${known.keyVariable} is set and ${known.baseUrlVariable} is not: set it to your own address, such as ${known.baseUrl}.`,
    );
  }
  return { id: slug, name, kind, baseUrl: (baseUrl ?? known.baseUrl).replace(/\/+$/, ''), apiKeys: [apiKey], models };
}

function bedrock(read: (variable: string) => string | undefined): ProviderEntry[] {
  const apiKey = read('AWS_BEARER_TOKEN_BEDROCK');
  if (apiKey === undefined) return [];
  const region = read('AWS_REGION') ?? read('AWS_DEFAULT_REGION') ?? 'us-east-1';
  const baseUrl = defaultBaseUrl({ kind: 'bedrock', region }) ?? '';
  return [{ id: 'aws', name: 'Amazon Bedrock', kind: 'bedrock', region, baseUrl, apiKeys: [apiKey], models }];
}
