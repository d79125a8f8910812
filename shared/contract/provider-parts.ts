import * as z from 'zod';

export const slugSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, starting with a letter, at most 40');

export const providerParams = z.object({ providerId: slugSchema });

export const providerTestSchema = z
  .object({
    isReachable: z.boolean(),
    latencyMs: z.number().nullable(),
    /** Null where the provider's cheapest call lists no models. */
    modelCount: z.int().nullable(),
    message: z.string(),
  })
  .meta({ id: 'ProviderTest' });
export type ProviderTest = z.output<typeof providerTestSchema>;
