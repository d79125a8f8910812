import Anthropic from '@anthropic-ai/sdk';
import { expect, test } from 'vitest';
import { countMessageTokens } from '../../../../../shared/contract/gateway-messages.ts';
import { createApi } from '../../../../../shared/http/create-api.ts';
import type { KeyPrincipal } from '../../../../../shared/http/principal.ts';
import { silentLogger } from '../../../../../shared/observability/logger.ts';
import type { Provider, ProviderCall } from '../../../../../shared/providers/provider.ts';
import { ProviderError } from '../../../../../shared/providers/provider-error.ts';
import { createSandboxProvider } from '../../../../../shared/providers/sandbox/sandbox-provider.ts';
import { handleCountTokens } from './handle-count-tokens.ts';

const principal: KeyPrincipal = {
  kind: 'key',
  id: 'key-1',
  name: 'test',
  projectId: '0190a000-0000-7000-8000-000000000001',
  scopes: ['gateway'],
  allowedModels: null,
};

async function count(countTokens?: (call: ProviderCall) => Promise<number>) {
  const sandbox = createSandboxProvider({ clock: () => 0, ids: () => 'id' });
  const provider: Provider = { ...sandbox, ...(countTokens ? { countTokens } : {}) };
  const api = createApi({
    authenticator: { authenticate: async () => principal },
    memberships: { get: async () => null },
    logger: silentLogger,
  });
  const findProvider = async () => ({ provider, providerModelId: 'echo' });
  api.serve(countMessageTokens, handleCountTokens({ findProvider }));
  const client = new Anthropic({
    apiKey: 'test',
    baseURL: 'http://gateway.test',
    maxRetries: 0,
    fetch: async (url, init) => await api.app.request(String(url), init),
  });
  const asked = {
    model: 'sandbox/echo',
    system: 'Be short.',
    messages: [{ role: 'user' as const, content: 'Hello.' }],
  };
  // As in a call that is about to be made: what is said to the gateway is not counted.
  const own = { conversation: 'conv_1', requirements: { needs: ['tools'] }, cache: false };
  const { data, response } = await client.messages.countTokens({ ...asked, ...own }).withResponse();
  return { tokens: data.input_tokens, how: response.headers.get('x-signalbox-token-count') };
}

test('a provider that counts is asked, with the request in its own words', async () => {
  const calls: ProviderCall[] = [];
  const counted = await count(async (call) => {
    calls.push(call);
    return 42;
  });

  expect(counted).toEqual({ tokens: 42, how: 'exact' });
  expect(calls).toMatchObject([{ model: 'echo', request: { messages: [{ role: 'system' }, { role: 'user' }] } }]);
  expect(Object.keys(calls[0]?.request ?? {})).toEqual(['model', 'messages']);
});

test('else the count is an estimate, and says so', async () => {
  const counted = await count();

  expect(counted.how).toBe('estimated');
  expect(counted.tokens).toBeGreaterThan(4);
});

test('a provider that fails to count leaves an estimate', async () => {
  const fail = async () => Promise.reject(new ProviderError('provider_timeout', 'Too slow.'));

  expect((await count(fail)).how).toBe('estimated');
});

test('a request that the provider refuses to count is the caller’s to correct', async () => {
  const refuse = async () => Promise.reject(new ProviderError('provider_cannot', 'It cannot see.'));

  await expect(count(refuse)).rejects.toThrow(/It cannot see/);
});
