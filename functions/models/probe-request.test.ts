import { expect, test } from 'vitest';
import { probeRequest } from './probe-request.ts';

const roleCredentials = async () => ({ accessKeyId: 'AKIAROLE', secretAccessKey: 'secret' });
const ports = { now: Date.parse('2026-11-26T10:00:00Z'), roleCredentials };
const none = { region: null, apiVersion: null, apiKey: 'key' };

test.each([
  ['openai-compatible', 'https://h/v1', {}, 'https://h/v1/models', { authorization: 'Bearer key' }],
  ['openai-compatible', 'https://h/v1', { apiKey: null }, 'https://h/v1/models', {}],
  ['anthropic', 'https://h/v1', {}, 'https://h/v1/models?limit=1000', { 'x-api-key': 'key' }],
  ['gemini', 'https://h/v1beta', {}, 'https://h/v1beta/models?pageSize=1000', { 'x-goog-api-key': 'key' }],
  [
    'azure-openai',
    'https://r.openai.azure.com/openai/v1',
    {},
    'https://r.openai.azure.com/openai/v1/models',
    { 'api-key': 'key' },
  ],
  [
    'azure-openai',
    'https://r.openai.azure.com',
    { apiVersion: '2024-10-21' },
    'https://r.openai.azure.com/openai/models?api-version=2024-10-21',
    { 'api-key': 'key' },
  ],
  [
    'bedrock',
    'https://bedrock-runtime.eu-central-1.amazonaws.com',
    { region: 'eu-central-1' },
    'https://bedrock.eu-central-1.amazonaws.com/foundation-models',
    { authorization: 'Bearer key' },
  ],
] as const)('%s at %s with %j lists its models at %s', async (kind, baseUrl, part, url, headers) => {
  const request = await probeRequest({ ...none, kind, baseUrl, ...part }, ports);

  expect(request.url.href).toBe(url);
  expect(request.headers).toMatchObject(headers);
});

test('Bedrock without a key is asked by role', async () => {
  const baseUrl = 'https://bedrock-runtime.eu-central-1.amazonaws.com';
  const target = { ...none, kind: 'bedrock' as const, baseUrl, region: 'eu-central-1', apiKey: null };

  expect((await probeRequest(target, ports)).headers['authorization']).toContain(
    'Credential=AKIAROLE/20261126/eu-central-1/bedrock/aws4_request',
  );
});
