import { expect, test } from 'vitest';
import { followClient } from './follow-client.ts';

test('the provider’s side ends with the client’s', () => {
  const client = new AbortController();
  const provider = new AbortController();
  followClient(client.signal, provider);
  client.abort();

  expect(provider.signal.reason).toMatchObject({ code: 'client_aborted', status: 499 });
});

test('a client that has left already', () => {
  const provider = new AbortController();
  followClient(AbortSignal.abort(), provider);

  expect(provider.signal.aborted).toBe(true);
});

test('a server that is stopped is not a client who left', () => {
  const client = new AbortController();
  const server = new AbortController();
  const provider = new AbortController();
  followClient(client.signal, provider, server.signal);
  server.abort();
  client.abort();

  expect(provider.signal.reason).toMatchObject({ code: 'server_stopped', status: 503, isRetryable: true });
});

test('nothing happens once the call is over', () => {
  const client = new AbortController();
  const provider = new AbortController();
  const server = new AbortController();
  followClient(client.signal, provider, server.signal)();
  client.abort();
  server.abort();

  expect(provider.signal.aborted).toBe(false);
});
