import type { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { toResponse } from '../../shared/http/answer.ts';
import { createApp } from './app.ts';
import { createLazyApp, type LazyApp } from './lazy-app.ts';
import { createPorts } from './ports.ts';

/** Enough for the ports to be made; nothing listens there. */
const ports = createPorts({
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  STAGE: 'local',
  CORE_TABLE: 'core',
  KEY_PEPPER_SECRET_ID: 'pepper',
  USER_POOL_ID: 'us-east-1_Pool',
  USER_POOL_CLIENT_ID: 'console',
  TRACES_TABLE: 'traces',
  ROLLUPS_TABLE: 'rollups',
  TELEMETRY_BUCKET: 'telemetry',
  INGESTION_QUEUE_URL: 'http://127.0.0.1:1/queue',
  LIVE_QUEUE_URL: 'http://127.0.0.1:1/live',
  CONNECTIONS_TABLE: 'connections',
  PROVIDER_SECRET_PREFIX: 'providers',
  ALLOWS_PRIVATE_PROVIDERS: 'false',
});

async function answerOf(app: LazyApp | Hono, method: string, path: string) {
  const headers = { 'x-request-id': 'the-same-for-both', authorization: 'Bearer no.token.atall' };
  const answer = await app.fetch(new Request(`http://gateway.test${path}`, { method, headers }));
  const response = toResponse(answer);
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}

describe('createLazyApp', () => {
  it.each([
    ['POST', '/v1/chat/completions', 401],
    ['POST', '/v1/chat/completions?a=b', 401],
    ['GET', '/v1/chat/completions', 405],
    ['OPTIONS', '/v1/chat/completions', 204],
    ['POST', '/v1/messages', 401],
    ['POST', '/v1/responses', 401],
    ['POST', '/v1/embeddings', 401],
    ['GET', '/v1/models', 401],
    ['GET', '/v1/conversations', 401],
    ['GET', '/v1/nothing', 404],
  ])('answers %s %s like the whole app', async (method, path, status) => {
    const lazy = await answerOf(createLazyApp(ports), method, path);

    expect(lazy.status).toBe(status);
    expect(lazy).toEqual(await answerOf(createApp(ports), method, path));
  });
});
