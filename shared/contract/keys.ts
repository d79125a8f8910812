import * as z from 'zod';
import { scopeSchema } from './access.ts';
import { pageOf, pageQuerySchema, timestampSchema } from './common.ts';
import { nameSchema } from './identity-parts.ts';
import { defineRoute } from './route.ts';

export const apiKeySchema = z
  .object({
    id: z.string(),
    name: nameSchema,
    /** The part of the key that may be shown: `sbx_local_<keyId>_…`. */
    prefix: z.string(),
    scopes: z.array(scopeSchema).min(1),
    /** Null: every model. Patterns with `*` at the end are allowed. */
    allowedModels: z.array(z.string()).nullable(),
    expiresAt: timestampSchema.nullable(),
    lastUsedAt: timestampSchema.nullable(),
    createdAt: timestampSchema,
    createdBy: z.string(),
    status: z.enum(['active', 'expired', 'revoked']),
    /** While two secrets are valid after a rotation: when the old one stops. */
    previousSecretExpiresAt: timestampSchema.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.output<typeof apiKeySchema>;

const allowedModelsSchema = z
  .array(z.string().min(1).max(200))
  .min(1, 'name at least one model, or send null for every model')
  .max(100)
  .nullable();
const keyParams = z.object({
  keyId: z.string().regex(/^[0-9A-Za-z]{1,64}$/, 'a key id has letters and digits only'),
});
const keyWithSecretSchema = z.object({
  key: apiKeySchema,
  secret: z.string().meta({ description: 'The whole key. It is shown this once and stored nowhere.' }),
});

export const listKeys = defineRoute({
  id: 'listKeys',
  domain: 'identity',
  method: 'GET',
  path: '/api/v2/keys',
  summary: 'List the API keys of the project, newest first',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  query: pageQuerySchema,
  response: { status: 200, description: 'A page of keys', schema: pageOf(apiKeySchema) },
});

export const createKey = defineRoute({
  id: 'createKey',
  domain: 'identity',
  method: 'POST',
  path: '/api/v2/keys',
  summary: 'Create an API key; nobody can grant more than they have',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  body: z.strictObject({
    name: nameSchema,
    scopes: z.array(scopeSchema).min(1, 'choose at least one scope').max(100),
    allowedModels: allowedModelsSchema.default(null),
    expiresAt: timestampSchema.nullable().default(null),
  }),
  exampleBody: {
    name: 'Production',
    scopes: ['gateway'],
    allowedModels: ['openai/*', 'sandbox/echo'],
    expiresAt: '2030-01-01T00:00:00Z',
  },
  response: { status: 201, description: 'The key and, once, its secret', schema: keyWithSecretSchema },
});

export const updateKey = defineRoute({
  id: 'updateKey',
  domain: 'identity',
  method: 'PATCH',
  path: '/api/v2/keys/{keyId}',
  summary: 'Change name, allowed models or expiry of a key',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  params: keyParams,
  body: z
    .strictObject({ name: nameSchema, allowedModels: allowedModelsSchema, expiresAt: timestampSchema.nullable() })
    .partial(),
  exampleBody: { name: 'Production, Europe', expiresAt: null },
  response: { status: 200, description: 'The key as it is now', schema: apiKeySchema },
});

export const rotateKey = defineRoute({
  id: 'rotateKey',
  domain: 'identity',
  method: 'POST',
  path: '/api/v2/keys/{keyId}/rotate',
  summary: 'Give a key a new secret; the old one works on for the overlap',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  params: keyParams,
  body: z.strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(7 * 86_400)
      .default(86_400),
  }),
  exampleBody: { overlapSeconds: 86_400 },
  response: { status: 200, description: 'The key and, once, its new secret', schema: keyWithSecretSchema },
});

export const revokeKey = defineRoute({
  id: 'revokeKey',
  domain: 'identity',
  method: 'DELETE',
  path: '/api/v2/keys/{keyId}',
  summary: 'Revoke a key, effective within 30 seconds',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  params: keyParams,
  response: { status: 204, description: 'Revoked' },
});
