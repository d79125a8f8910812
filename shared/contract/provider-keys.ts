import * as z from 'zod';
import { pageOf } from './common.ts';
import { providerKeySchema, weightSchema } from './provider-key.ts';
import { providerParams, providerTestSchema } from './provider-parts.ts';
import { defineRoute } from './route.ts';

export { maxProviderKeys, type ProviderKey } from './provider-key.ts';

const keyNameSchema = z.string().trim().min(1, 'give the key a name').max(80, 'at most 80 characters');
/** It travels in a header. */
export const apiKeyValueSchema = z
  .string()
  .min(1)
  .max(4000)
  .regex(/^[\x21-\x7e]+$/, 'a key holds only visible ASCII characters, no spaces or line breaks');

const keyParams = providerParams.extend({ keyId: z.string().regex(/^[0-9A-Za-z-]{1,64}$/, 'a key id is a UUID') });
const path = '/api/v2/providers/{providerId}/keys';
const admin = { kind: 'project', role: 'admin', scope: 'admin' } as const;

export const listProviderKeys = defineRoute({
  id: 'listProviderKeys',
  domain: 'models',
  method: 'GET',
  path,
  summary: 'List the keys of a provider, without their secrets',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  params: providerParams,
  response: { status: 200, description: 'All of them', schema: pageOf(providerKeySchema) },
});

export const addProviderKey = defineRoute({
  id: 'addProviderKey',
  domain: 'models',
  method: 'POST',
  path,
  summary: 'Add a key; calls are spread over the keys by weight',
  access: admin,
  errors: 'problem',
  params: providerParams,
  body: z.strictObject({ apiKey: apiKeyValueSchema, name: keyNameSchema.optional(), weight: weightSchema.default(1) }),
  exampleBody: { apiKey: 'your-second-key', name: 'Second account', weight: 1 },
  response: { status: 201, description: 'The key', schema: providerKeySchema },
});

export const updateProviderKey = defineRoute({
  id: 'updateProviderKey',
  domain: 'models',
  method: 'PATCH',
  path: `${path}/{keyId}`,
  summary: 'Change the name or the weight of a key',
  access: admin,
  errors: 'problem',
  params: keyParams,
  body: z.strictObject({ name: keyNameSchema, weight: weightSchema }).partial(),
  exampleBody: { weight: 5 },
  response: { status: 200, description: 'The key as it is now', schema: providerKeySchema },
});

export const rotateProviderKey = defineRoute({
  id: 'rotateProviderKey',
  domain: 'models',
  method: 'POST',
  path: `${path}/{keyId}/rotate`,
  summary: 'Replace a key; the old one is kept for the overlap, then deleted',
  access: admin,
  errors: 'problem',
  params: keyParams,
  body: z.strictObject({ apiKey: apiKeyValueSchema, overlapHours: z.int().min(0).max(168).default(24) }),
  exampleBody: { apiKey: 'your-new-key', overlapHours: 24 },
  response: { status: 200, description: 'The new key', schema: providerKeySchema },
});

export const removeProviderKey = defineRoute({
  id: 'removeProviderKey',
  domain: 'models',
  method: 'DELETE',
  path: `${path}/{keyId}`,
  summary: 'Remove a key and delete its secret',
  access: admin,
  errors: 'problem',
  params: keyParams,
  response: { status: 204, description: 'Removed' },
});

export const testProviderKey = defineRoute({
  id: 'testProviderKey',
  domain: 'models',
  method: 'POST',
  path: `${path}/{keyId}/test`,
  summary: 'Call the provider with one of its keys',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  params: keyParams,
  response: { status: 200, description: 'What came of it', schema: providerTestSchema },
});

export const providerKeyRoutes = [
  listProviderKeys,
  addProviderKey,
  updateProviderKey,
  rotateProviderKey,
  removeProviderKey,
  testProviderKey,
] as const;
