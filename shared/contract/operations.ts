import * as z from 'zod';
import { defineRoute } from './route.ts';

export const getHealth = defineRoute({
  id: 'getHealth',
  domain: 'operations',
  method: 'GET',
  path: '/api/v2/health',
  summary: 'Say whether the deployment answers',
  access: { kind: 'public' },
  errors: 'problem',
  response: {
    status: 200,
    description: 'It answers',
    schema: z.object({ status: z.literal('ok'), stage: z.string(), version: z.string() }),
  },
});

export const getOpenApi = defineRoute({
  id: 'getOpenApi',
  domain: 'operations',
  method: 'GET',
  path: '/api/v2/openapi.json',
  summary: 'This API as an OpenAPI 3.1 document',
  access: { kind: 'public' },
  errors: 'problem',
  response: { status: 200, description: 'The document', schema: z.looseObject({ openapi: z.string() }) },
});

export const operationsRoutes = [getHealth, getOpenApi] as const;
