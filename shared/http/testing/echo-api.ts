import * as z from 'zod';
import { defineRoute } from '../../contract/route.ts';
import type { Logger } from '../../observability/logger.ts';
import { type ApiPorts, createApi, type Handler } from '../create-api.ts';
import { UnauthorizedError } from '../errors.ts';
import type { Principal } from '../principal.ts';

export const projectId = '01890000-0000-7000-8000-000000000001';
const person: Principal = { kind: 'person', id: 'person', email: null };
export const key: Principal = { kind: 'key', id: 'k', name: 'Key', projectId, scopes: ['write'], allowedModels: null };

const echoBody = z.strictObject({ name: z.string(), list: z.array(z.strictObject({ size: z.int() })).optional() });
const echo = defineRoute({
  id: 'echo',
  domain: 'identity',
  method: 'POST',
  path: '/api/v2/things/{thingId}',
  summary: 'Answer what came',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  params: z.object({ thingId: z.string().max(10) }),
  query: z.object({ limit: z.coerce.number().int().max(5).default(3) }),
  body: echoBody,
  maxBodyBytes: 200,
  response: { status: 201, description: 'It', schema: z.unknown() },
});
const open = defineRoute({
  id: 'open',
  domain: 'operations',
  method: 'GET',
  path: '/api/v2/open',
  summary: 'Anybody',
  access: { kind: 'public' },
  errors: 'problem',
  response: { status: 204, description: 'Nothing' },
});
const model = defineRoute({
  id: 'model',
  domain: 'gateway',
  method: 'GET',
  path: '/v1/models/{model}',
  summary: 'A model',
  access: { kind: 'account' },
  errors: 'openai',
  params: z.object({ model: z.string() }),
  response: { status: 200, description: 'It', schema: z.object({ model: z.string() }) },
});

const ports: Omit<ApiPorts, 'logger'> = {
  authenticator: {
    authenticate: async (authorization) => {
      if (authorization === 'Bearer person') return person;
      if (authorization === 'Bearer key') return key;
      throw new UnauthorizedError();
    },
  },
  memberships: {
    get: async (id, personId) =>
      id === projectId && personId === 'person' ? { role: 'editor', email: 'person@example.com' } : null,
  },
};

/** An API with a route of each kind: guarded with input, open, and in OpenAI's form. */
export function createEchoApi(logger: Logger, handleEcho: Handler<typeof echo>) {
  const { app, serve } = createApi({ ...ports, logger });
  serve(echo, handleEcho);
  serve(open, async () => undefined);
  serve(model, async ({ params }) => ({ model: params.model }));
  return app;
}
