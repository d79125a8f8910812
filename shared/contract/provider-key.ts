import * as z from 'zod';
import { timestampSchema } from './common.ts';

/** How many keys a provider may have, those that retire included. */
export const maxProviderKeys = 20;

export const weightSchema = z.int().min(1).max(100).meta({
  description: 'How often it is taken, against the weights of the others',
});

export const providerKeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Last four characters of the key, never more than half of it. */
    hint: z.string(),
    weight: weightSchema,
    /** `retiring`: replaced, and still accepted from calls that hold it until `retiresAt`. */
    state: z.enum(['active', 'retiring']),
    retiresAt: timestampSchema.nullable(),
    createdAt: timestampSchema,
    lastTestedAt: timestampSchema.nullable(),
    /** What came of the last test; null if there was none. */
    isAccepted: z.boolean().nullable(),
  })
  .meta({ id: 'ProviderKey' });
export type ProviderKey = z.output<typeof providerKeySchema>;
