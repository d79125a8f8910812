import * as z from 'zod';
import { pageOf } from './common.ts';
import { apiKeyValueSchema } from './provider-keys.ts';
import { providerParams, providerTestSchema, slugSchema } from './provider-parts.ts';
import {
  apiVersionSchema,
  connectableKinds,
  type ProviderKind,
  providerSchema,
  regionSchema,
} from './provider-record.ts';
import { defineRoute } from './route.ts';

export {
  type CredentialRecord,
  connectableKinds,
  credentialRecordSchema,
  type Provider,
  type ProviderKind,
  type ProviderRecord,
  providerKinds,
  providerRecordSchema,
  providerSchema,
} from './provider-record.ts';

const baseUrlSchema = z.url({ protocol: /^https?$/ }).max(500);
const servedModelsSchema = z.array(z.string().min(1).max(200)).max(200);

/** What leads to a provider. A base URL that is left out is that of the kind. */
const endpointFields = {
  kind: z.enum(connectableKinds).default('openai-compatible'),
  baseUrl: baseUrlSchema.optional(),
  region: regionSchema.optional(),
  apiVersion: apiVersionSchema.optional(),
};

export interface EndpointFields {
  kind: ProviderKind;
  region?: string | undefined;
  apiVersion?: string | undefined;
}

/** A field that the kind has no use for would be kept, and never be heeded. */
export function findEndpointProblems({ kind, region, apiVersion }: EndpointFields) {
  const isBedrock = kind === 'bedrock';
  return [
    ...(isBedrock && region === undefined
      ? [{ field: 'region', message: 'say in which region Bedrock is called' }]
      : []),
    ...(!isBedrock && region !== undefined ? [{ field: 'region', message: 'only Bedrock has a region' }] : []),
    ...(kind !== 'azure-openai' && apiVersion !== undefined
      ? [{ field: 'apiVersion', message: 'only Azure OpenAI has an API version' }]
      : []),
  ];
}

function checkEndpoint(endpoint: EndpointFields, context: z.core.$RefinementCtx): void {
  for (const { field, message } of findEndpointProblems(endpoint)) {
    context.addIssue({ code: 'custom', path: [field], message });
  }
}

export const listProviders = defineRoute({
  id: 'listProviders',
  domain: 'models',
  method: 'GET',
  path: '/api/v2/providers',
  summary: 'List the connected providers',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  response: { status: 200, description: 'All of them', schema: pageOf(providerSchema) },
});

const createProviderBody = z.strictObject({
  id: slugSchema,
  name: z.string().trim().min(1).max(80).optional(),
  ...endpointFields,
  apiKey: apiKeyValueSchema.optional(),
  models: servedModelsSchema.default([]),
});
/** The fields of a connection, for other forms of it. */
export const connectionFields = createProviderBody.shape;

export const createProvider = defineRoute({
  id: 'createProvider',
  domain: 'models',
  method: 'POST',
  path: '/api/v2/providers',
  summary: 'Connect a provider',
  access: { kind: 'project', role: 'admin', scope: 'admin' },
  errors: 'problem',
  body: createProviderBody.superRefine(checkEndpoint),
  exampleBody: { id: 'groq', baseUrl: 'https://api.groq.com/openai/v1', apiKey: 'your-key', models: ['*'] },
  response: { status: 201, description: 'The provider', schema: providerSchema },
});

export const updateProvider = defineRoute({
  id: 'updateProvider',
  domain: 'models',
  method: 'PATCH',
  path: '/api/v2/providers/{providerId}',
  summary: 'Change a provider, or replace its only key at once',
  access: { kind: 'project', role: 'admin', scope: 'admin' },
  errors: 'problem',
  params: providerParams,
  body: z
    .strictObject({
      name: z.string().trim().min(1).max(80),
      baseUrl: baseUrlSchema,
      region: regionSchema,
      apiVersion: apiVersionSchema.nullable(),
      apiKey: apiKeyValueSchema,
      models: servedModelsSchema,
    })
    .partial(),
  response: { status: 200, description: 'The provider as it is now', schema: providerSchema },
});

export const deleteProvider = defineRoute({
  id: 'deleteProvider',
  domain: 'models',
  method: 'DELETE',
  path: '/api/v2/providers/{providerId}',
  summary: 'Disconnect a provider and delete its keys',
  access: { kind: 'project', role: 'admin', scope: 'admin' },
  errors: 'problem',
  params: providerParams,
  response: { status: 204, description: 'Disconnected' },
});

export const testProvider = defineRoute({
  id: 'testProvider',
  domain: 'models',
  method: 'POST',
  path: '/api/v2/providers/{providerId}/test',
  summary: 'Call the provider’s cheapest endpoint with the oldest active key',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  params: providerParams,
  response: { status: 200, description: 'What came of it', schema: providerTestSchema },
});

export const testProviderInput = defineRoute({
  id: 'testProviderInput',
  domain: 'models',
  method: 'POST',
  path: '/api/v2/providers/test',
  summary: 'Try a connection before it is saved',
  access: { kind: 'project', role: 'admin', scope: 'admin' },
  errors: 'problem',
  body: z
    .strictObject({ id: slugSchema.optional(), ...endpointFields, apiKey: apiKeyValueSchema.optional() })
    .superRefine(checkEndpoint),
  exampleBody: { kind: 'anthropic', apiKey: 'your-key' },
  response: { status: 200, description: 'What came of it; nothing is kept', schema: providerTestSchema },
});

export const providerRoutes = [
  listProviders,
  createProvider,
  updateProvider,
  deleteProvider,
  testProvider,
  testProviderInput,
] as const;
