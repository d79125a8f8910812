import { expect, test } from 'vitest';
import type { HttpRequest, HttpTransport } from '../../shared/providers/http-transport.ts';
import { createCredentialPool } from './credential-pool.ts';
import { createProviderOpener } from './open-provider.ts';
import { mockRecord } from './testing/gateway-harness.ts';

function openerOf(keys: (string | null)[]) {
  const sent: HttpRequest[] = [];
  const transport: HttpTransport = {
    send: async (request) => {
      sent.push(request);
      return { status: 200, headers: {}, body: (async function* () {})() };
    },
    close: () => undefined,
  };
  const open = createProviderOpener({
    secrets: { get: async () => keys.shift() ?? null },
    transport,
    pool: createCredentialPool({ clock: Date.now, random: () => 0 }),
    roleCredentials: async () => ({ accessKeyId: 'AKIAROLE', secretAccessKey: 'secret' }),
  });
  return { open, sent };
}

const call = {
  operation: 'chat' as const,
  model: 'm',
  request: {},
  rawBody: Buffer.from('{}'),
  isStreamed: false,
  signal: new AbortController().signal,
};

test('a record is opened once', async () => {
  const { open } = openerOf(['key']);
  const record = mockRecord('https://example.com/v1/');

  expect(await open(record)).toBe(await open(record));
});

test('a missing key is an error that is not remembered', async () => {
  const { open } = openerOf([null, 'key']);
  const record = mockRecord('https://example.com/v1');

  await expect(open(record)).rejects.toMatchObject({ type: 'provider_authentication_failed' });
  expect((await open(record)).slug).toBe('mock');
});

test('a provider without a key is called without one', async () => {
  const { open, sent } = openerOf([]);
  const provider = await open({ ...mockRecord('https://example.com/v1/'), credentials: [] });
  await provider.call(call);

  expect(sent[0]?.url.href).toBe('https://example.com/v1/chat/completions');
  expect(sent[0]?.headers['authorization']).toBeUndefined();
});

test('a base URL that is none is said to be none', async () => {
  const { open } = openerOf(['key']);

  await expect(open({ ...mockRecord('nonsense'), baseUrl: null })).rejects.toMatchObject({
    type: 'provider_unreachable',
  });
});

test('each key has an adapter of its own, which says whose key it is', async () => {
  const { open, sent } = openerOf(['key-a', 'key-b']);
  const record = withKeys('a', 'b');
  const first = await open(record);
  const second = await open(record, { avoid: new Set(['a']) });
  await first.call(call);
  await second.call(call);

  expect([first.credentialId, second.credentialId]).toEqual(['a', 'b']);
  expect(sent.map(({ headers }) => headers['authorization'])).toEqual(['Bearer key-a', 'Bearer key-b']);
  await expect(open(record, { avoid: new Set(['a', 'b']) })).rejects.toMatchObject({ type: 'provider_rate_limited' });
});

test.each([
  ['anthropic', 'https://api.anthropic.com/v1', 'x-api-key', 'https://api.anthropic.com/v1/messages'],
  [
    'gemini',
    'https://generativelanguage.googleapis.com/v1beta',
    'x-goog-api-key',
    'https://generativelanguage.googleapis.com/v1beta/models/m:generateContent',
  ],
  ['azure-openai', 'https://r.openai.azure.com', 'api-key', 'https://r.openai.azure.com/openai/v1/chat/completions'],
] as const)('%s is spoken with in its own format', async (kind, baseUrl, header, url) => {
  const { open, sent } = openerOf(['key']);
  const provider = await open({ ...mockRecord(baseUrl), kind });
  await provider.call({ ...call, request: { messages: [{ role: 'user', content: 'Hi' }] } }).catch(() => undefined);

  expect(provider.credentialId).toBe('first');
  expect(sent[0]?.url.href).toBe(url);
  expect(sent[0]?.headers[header]).toBe('key');
});

test.each([
  ['by its key', ['key'], /^Bearer key$/],
  ['by role where it has none', [], /^AWS4-HMAC-SHA256 Credential=AKIAROLE\/\d{8}\/eu-central-1\/bedrock\//],
])('Bedrock is called %s', async (_, keys, authorization) => {
  const { open, sent } = openerOf(keys);
  const record = mockRecord('https://bedrock-runtime.eu-central-1.amazonaws.com');
  const credentials = keys.length === 0 ? [] : record.credentials;
  const provider = await open({ ...record, kind: 'bedrock', region: 'eu-central-1', credentials });
  await provider.call({ ...call, request: { messages: [{ role: 'user', content: 'Hi' }] } }).catch(() => undefined);

  expect(sent[0]?.headers['authorization']).toMatch(authorization);
});

test('the sandbox is not opened', async () => {
  const { open } = openerOf(['key']);

  await expect(open({ ...mockRecord('https://example.com'), kind: 'sandbox' })).rejects.toThrow('sandbox');
});

function withKeys(...ids: string[]) {
  const record = mockRecord('https://example.com/v1');
  const credentials = ids.flatMap((id) => record.credentials.map((each) => ({ ...each, id })));
  return { ...record, credentials };
}
