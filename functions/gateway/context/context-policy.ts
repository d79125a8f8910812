import * as z from 'zod';

/** What happens to a call that has more than fits into the context window of its model. */
export const contextPolicySchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('refuse') }),
    z.strictObject({ kind: z.literal('larger-model') }),
    z.strictObject({ kind: z.literal('drop-oldest') }),
    z.strictObject({
      kind: z.literal('keep-head-and-tail'),
      headMessages: z.int().min(1).max(100).meta({ description: 'So many of the first messages stay' }),
    }),
    z.strictObject({ kind: z.literal('summarise') }),
  ])
  .meta({ id: 'ContextPolicy' });
export type ContextPolicy = z.output<typeof contextPolicySchema>;
