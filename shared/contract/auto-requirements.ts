import * as z from 'zod';
import { callNeedSchema } from './route-condition.ts';

const usdPerMillion = z.number().nonnegative().max(1_000_000);

/** Body field `requirements` of a call to the model `auto`. What the request itself shows to need is added to `needs`. */
export const autoRequirementsSchema = z
  .strictObject({
    needs: z.array(callNeedSchema).max(10).default([]),
    minContext: z.int().positive().optional().meta({ description: 'Tokens of context window' }),
    maxInputPriceUsdPerMillion: usdPerMillion.optional(),
    maxOutputPriceUsdPerMillion: usdPerMillion.optional(),
    providers: z.array(z.string().max(40)).min(1).max(20).optional().meta({ description: 'Only from these' }),
    prefer: z.enum(['cost', 'latency']).default('cost'),
  })
  .meta({ id: 'AutoRequirements' });
export type AutoRequirements = z.output<typeof autoRequirementsSchema>;
