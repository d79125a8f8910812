import type { createProvider, ProviderKind } from '../../../../shared/contract/providers.ts';
import type { BodyInput } from '../../../../shared/contract/route.ts';
import { parseServedModels } from './served-models.ts';

export type ConnectableKind = Exclude<ProviderKind, 'sandbox'>;

export interface ConnectionForm {
  preset: string;
  kind: ConnectableKind;
  id: string;
  name: string;
  baseUrl: string;
  region: string;
  apiVersion: string;
  models: string;
  apiKey: string;
}

export const emptyConnection: ConnectionForm = {
  ...{ preset: '', kind: 'openai-compatible', id: '', name: '', baseUrl: '', region: '', apiVersion: '', models: '' },
  apiKey: '',
};

export const kindNames: Record<ConnectableKind, string> = {
  'openai-compatible': 'OpenAI-compatible',
  anthropic: 'Anthropic',
  gemini: 'Google Gemini',
  bedrock: 'Amazon Bedrock',
  'azure-openai': 'Azure OpenAI',
};

/** What to send: only what the kind has a use for, and nothing that was left empty. */
export function connectionOf(form: ConnectionForm) {
  const { kind, baseUrl, region, apiVersion, apiKey } = form;
  return {
    kind,
    ...(baseUrl === '' ? {} : { baseUrl }),
    ...(kind === 'bedrock' && region !== '' ? { region } : {}),
    ...(kind === 'azure-openai' && apiVersion !== '' ? { apiVersion } : {}),
    ...(apiKey === '' ? {} : { apiKey }),
  };
}

export function newProviderOf(form: ConnectionForm): BodyInput<typeof createProvider> {
  const name = form.name.trim();
  return {
    id: form.id,
    ...(name === '' ? {} : { name }),
    ...connectionOf(form),
    models: parseServedModels(form.models),
  };
}
