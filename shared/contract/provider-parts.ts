import * as z from 'zod';

export const slugSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, starting with a letter, at most 40');

export const providerParams = z.object({ providerId: slugSchema });

/** What came of asking a provider for its models. */
export const providerTestOutcomes = [
  'lists-models',
  /** It does not accept the key, the role, or calls without a key. */
  'refuses-access',
  'too-many-requests',
  /** Another status than 200. */
  'answers-error',
  /** Something, but no list of models. */
  'answers-otherwise',
  'silent',
  /** The key's secret is gone, or the stage does not allow the address. */
  'not-asked',
] as const;
export type ProviderTestOutcome = (typeof providerTestOutcomes)[number];

export const providerTestSchema = z
  .object({
    isReachable: z.boolean().meta({ description: 'Whether it lists its models; `outcome` says what it does else' }),
    outcome: z.enum(providerTestOutcomes),
    latencyMs: z.number().nullable(),
    /** Null where the provider's cheapest call lists no models. */
    modelCount: z.int().nullable(),
    message: z.string(),
  })
  .meta({ id: 'ProviderTest' });
export type ProviderTest = z.output<typeof providerTestSchema>;
