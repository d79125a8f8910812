import * as z from 'zod';
import { idSchema, timestampSchema } from './common.ts';
import { maxProviderKeys, providerKeySchema } from './provider-key.ts';
import { slugSchema } from './provider-parts.ts';

/** What can be connected, by the wire format that is spoken with it. */
export const connectableKinds = ['openai-compatible', 'anthropic', 'gemini', 'bedrock', 'azure-openai'] as const;
export const providerKinds = ['sandbox', ...connectableKinds] as const;
export type ProviderKind = (typeof providerKinds)[number];

export const regionSchema = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'write a region as AWS does, such as "eu-central-1"')
  .meta({ description: 'Bedrock only' });
export const apiVersionSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(-preview)?$/, 'write it as Azure does, such as "2024-10-21"')
  .meta({ description: 'Azure OpenAI only; absent for its v1 API' });

export const providerSchema = z
  .object({
    id: slugSchema.meta({ description: 'First part of its models’ ids' }),
    kind: z.enum(providerKinds),
    name: z.string(),
    baseUrl: z.string().nullable(),
    region: regionSchema.nullable(),
    apiVersion: apiVersionSchema.nullable(),
    /** Model ids that it serves besides the catalogue’s; `*` means any. */
    models: z.array(z.string()),
    /** Bedrock without any is called by the role of the function. */
    credentials: z.array(providerKeySchema).max(maxProviderKeys),
    /** Of the oldest active key, or null if there is none. */
    keyHint: z.string().nullable(),
    /** Read from the environment or a file of the local stage; not editable. */
    isManaged: z.boolean(),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Provider' });
export type Provider = z.output<typeof providerSchema>;

/** A key with the name of its secret in Secrets Manager. */
export const credentialRecordSchema = providerKeySchema.extend({ secretName: z.string() });
export type CredentialRecord = z.output<typeof credentialRecordSchema>;

/** Stored next to a project id; used by the gateway and by the models domain. */
export const providerRecordSchema = providerSchema.extend({
  projectId: idSchema,
  credentials: z.array(credentialRecordSchema),
});
export type ProviderRecord = z.output<typeof providerRecordSchema>;
