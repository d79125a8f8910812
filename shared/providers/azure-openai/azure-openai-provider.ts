import { readOpenAiUsage } from '../../pricing/openai-usage.ts';
import { editJsonMembers } from '../edit-json-members.ts';
import type { HttpTransport } from '../http-transport.ts';
import { createQuirks } from '../openai-compatible/apply-quirks.ts';
import { quirksOf } from '../openai-compatible/endpoint-quirks.ts';
import type { Provider, ProviderCall, ProviderResponse } from '../provider.ts';
import { createRedactor } from '../redact-secret.ts';
import { isOtherContent } from '../translation/is-other-content.ts';
import { joinPromptFilter, readAzureFailure } from './azure-answers.ts';
import { azureUrl } from './azure-endpoints.ts';

export interface AzureOpenAiProviderOptions {
  slug: string;
  /** The resource's address, with or without `/openai/v1`: `https://acme.openai.azure.com`. */
  baseUrl: string;
  apiKey: string | null;
  /** Of the dated API (`2024-10-21`); without it the v1 API is spoken. */
  apiVersion?: string;
  transport: HttpTransport;
  credentialId?: string;
  /** Deployments by the models in them, where they are not named alike. */
  deployments?: Readonly<Record<string, string>>;
}

/** OpenAI's models on Azure: OpenAI's wire format and ways, with addresses, a header and filters of Azure's own. */
export function createAzureOpenAiProvider(options: AzureOpenAiProviderOptions): Provider {
  const { slug, transport, credentialId, apiKey, deployments = {} } = options;
  // Says a wrong address when the provider is opened, not when it is called.
  azureUrl(options, 'chat', 'deployment');
  const changeRequest = createQuirks(quirksOf('openai'));
  const send = (call: ProviderCall, members: Record<string, unknown>, deployment: string) =>
    transport.send({
      method: 'POST',
      url: azureUrl(options, call.operation, deployment),
      headers: {
        ...(apiKey === null ? {} : { 'api-key': apiKey }),
        'content-type': 'application/json',
        accept: call.isStreamed ? 'text/event-stream' : 'application/json',
        'user-agent': 'signalbox',
      },
      body: editJsonMembers(call.rawBody, { ...members, model: deployment }),
      signal: call.signal,
      timeouts: call.timeouts,
    });
  return {
    slug,
    ...(credentialId === undefined ? {} : { credentialId }),
    isSimulated: false,
    async call(call): Promise<ProviderResponse> {
      const { members, warnings } = changeRequest(call);
      const deployment = Object.hasOwn(deployments, call.model) ? deployments[call.model] : undefined;
      const response = await send(call, members, deployment ?? call.model);
      if (response.status < 200 || response.status > 299) return await readAzureFailure(response);
      const isStream = call.isStreamed && !isOtherContent(response.headers);
      const body = isStream ? joinPromptFilter(response.body) : response.body;
      return { ...response, body, ...(warnings.length === 0 ? {} : { warnings }) };
    },
    readUsage: readOpenAiUsage,
    redact: createRedactor(apiKey),
  };
}
