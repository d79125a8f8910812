import type { AwsCredentials } from '../../shared/aws/sign-request.ts';
import type { ProviderKind, ProviderRecord } from '../../shared/contract/providers.ts';
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

type Factory = (input: FactoryInput) => Provider | Promise<Provider>;

/** How each kind of provider is spoken with. An adapter is loaded by the first call that needs it. */
export const providerFactories: Record<Exclude<ProviderKind, 'sandbox'>, Factory> = {
  'openai-compatible': (input) => createOpenAiCompatibleProvider(common(input)),
  anthropic: async (input) => {
    const { createAnthropicProvider } = await import('../../shared/providers/anthropic/anthropic-provider.ts');
    return createAnthropicProvider(common(input));
  },
  gemini: async (input) => {
    const { createGeminiProvider } = await import('../../shared/providers/gemini/gemini-provider.ts');
    return createGeminiProvider(common(input));
  },
  bedrock: async (input) => {
    const { createBedrockProvider } = await import('../../shared/providers/bedrock/bedrock-provider.ts');
    const { baseUrl, ...rest } = common(input);
    const { apiKey, record, roleCredentials } = input;
    return createBedrockProvider({
      ...rest,
      ...(baseUrl === '' ? {} : { baseUrl }),
      region: record.region ?? '',
      authentication: apiKey === null ? { credentials: roleCredentials } : { apiKey },
    });
  },
  'azure-openai': async (input) => {
    const { createAzureOpenAiProvider } = await import('../../shared/providers/azure-openai/azure-openai-provider.ts');
    const { apiVersion } = input.record;
    return createAzureOpenAiProvider({ ...common(input), ...(apiVersion === null ? {} : { apiVersion }) });
  },
};

function common({ record, credentialId, apiKey, transport }: FactoryInput) {
  const baseUrl = record.baseUrl ?? '';
  return { slug: record.id, baseUrl, apiKey, transport, ...(credentialId === null ? {} : { credentialId }) };
}
