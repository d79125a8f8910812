import { expect, test } from 'vitest';
import * as z from 'zod';
import { defineRoute } from '../contract/route.ts';
import { silentLogger } from '../observability/logger.ts';
import { createApi } from './create-api.ts';
import { createCompressedApi } from './create-compressed-api.ts';
import { UnauthorizedError } from './errors.ts';

const route = defineRoute({
  id: 'words',
  domain: 'operations',
  method: 'GET',
  path: '/api/v2/words',
  summary: 'Many words',
  access: { kind: 'public' },
  errors: 'problem',
  response: { status: 200, description: 'Them', schema: z.object({ words: z.string() }) },
});
const refuse = async () => {
  throw new UnauthorizedError();
};
const ports = { authenticator: { authenticate: refuse }, memberships: { get: async () => null }, logger: silentLogger };

test.each([
  ['compressed where its API is', createCompressedApi, 'gzip'],
  ['as it is elsewhere, as in the gateway', createApi, null],
])('an answer is %s', async (_, create, coding) => {
  const { app, serve } = create(ports);
  serve(route, async () => ({ words: 'so many '.repeat(1000) }));

  const answer = await app.request('/api/v2/words', { headers: { 'accept-encoding': 'gzip' } });

  expect(answer.headers.get('content-encoding')).toBe(coding);
  expect(answer.headers.get('x-request-id')).not.toBeNull();
});
