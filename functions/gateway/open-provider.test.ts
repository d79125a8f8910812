import { expect, test } from 'vitest';
import type { HttpRequest, HttpTransport } from '../../shared/providers/http-transport.ts';
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
  return { open: createProviderOpener({ secrets: { get: async () => keys.shift() ?? null }, transport }), sent };
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
  const provider = await open({ ...mockRecord('https://example.com/v1/'), secretName: null });
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
