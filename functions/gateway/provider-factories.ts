import type { AwsCredentials } from '../../shared/aws/sign-request.ts';
import type { ProviderKind, ProviderRecord } from '../../shared/contract/providers.ts';
import { createAnthropicProvider } from '../../shared/providers/anthropic/anthropic-provider.ts';
import { createAzureOpenAiProvider } from '../../shared/providers/azure-openai/azure-openai-provider.ts';
import { createBedrockProvider } from '../../shared/providers/bedrock/bedrock-provider.ts';
import { createGeminiProvider } from '../../shared/providers/gemini/gemini-provider.ts';
import type { HttpTransport } from '../../shared/providers/http-transport.ts';
import { createOpenAiCompatibleProvider } from '../../shared/providers/openai-compatible-provider.ts';
import type { Provider } from '../../shared/providers/provider.ts';

export interface FactoryInput {
  record: ProviderRecord;
  credentialId: string | null;
  apiKey: string | null;
  transport: HttpTransport;
  /** Of the role that the gateway runs as. */
  roleCredentials: () => Promise<AwsCredentials>;
}

type Factory = (input: FactoryInput) => Provider;

/** How each kind of provider is spoken with. */
export const providerFactories: Record<Exclude<ProviderKind, 'sandbox'>, Factory> = {
  'openai-compatible': (input) => createOpenAiCompatibleProvider(common(input)),
  anthropic: (input) => createAnthropicProvider(common(input)),
  gemini: (input) => createGeminiProvider(common(input)),
  bedrock: (input) => {
    const { baseUrl, ...rest } = common(input);
    const { apiKey, record, roleCredentials } = input;
    return createBedrockProvider({
      ...rest,
      ...(baseUrl === '' ? {} : { baseUrl }),
      region: record.region ?? '',
      authentication: apiKey === null ? { credentials: roleCredentials } : { apiKey },
    });
  },
  'azure-openai': (input) => {
    const { apiVersion } = input.record;
    return createAzureOpenAiProvider({ ...common(input), ...(apiVersion === null ? {} : { apiVersion }) });
  },
};

function common({ record, credentialId, apiKey, transport }: FactoryInput) {
  const baseUrl = record.baseUrl ?? '';
  return { slug: record.id, baseUrl, apiKey, transport, ...(credentialId === null ? {} : { credentialId }) };
}
