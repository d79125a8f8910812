import { expect, test } from 'vitest';
import { createApp } from './app.ts';
import { createPorts } from './ports.ts';

const app = createApp(createPorts({ STAGE: 'local', VERSION: '1.2.3' }));

test('health says which stage and version answers', async () => {
  const response = await app.request('/api/v2/health');

  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok', stage: 'local', version: '1.2.3' });
});

test('the OpenAPI document is served to everybody', async () => {
  const response = await app.request('/api/v2/openapi.json');

  expect(await response.json()).toMatchObject({ openapi: '3.1.0', paths: { '/v1/chat/completions': {} } });
});

test('a path that does not exist is a problem with a request id', async () => {
  const response = await app.request('/api/v2/nothing', { headers: { 'x-request-id': 'request-1234' } });

  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: 'route_not_found', requestId: 'request-1234' });
});

test('a missing variable is named', () => {
  expect(() => createPorts({ STAGE: 'local' })).toThrow(/config\.VERSION/);
});
