import * as z from 'zod';
import { timestampSchema } from './common.ts';

export const fractionSchema = z.number().gt(0).max(1);
const nameSchema = z.string().trim().min(1).max(80);

/** What a rule counts: every part that is not null has to fit. With no part, all calls of the project. */
export const ruleScopeSchema = z
  .strictObject({
    keyId: z.string().min(1).max(100).nullable().default(null),
    userId: z.string().min(1).max(256).nullable().default(null),
    model: z
      .string()
      .regex(/^[^*]{0,199}\*?$/, 'write a model id, or the beginning of one and a `*`')
      .min(1)
      .nullable()
      .default(null)
      .meta({ description: 'A model id, or a beginning of one with `*`' }),
  })
  .meta({ id: 'RuleScope' });
export type RuleScope = z.output<typeof ruleScopeSchema>;

/** With `key` or `user`, every key or user has a counter of its own; calls without one share one. */
export const ruleEachSchema = z.enum(['key', 'user']).nullable();
export type RuleEach = z.output<typeof ruleEachSchema>;

const anyScope = { keyId: null, userId: null, model: null };
const ruleFields = {
  name: nameSchema,
  scope: ruleScopeSchema.default(anyScope),
  each: ruleEachSchema.default(null),
  isEnabled: z.boolean().default(true),
};
const storedFields = {
  id: z.string(),
  version: z.int().positive(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
};
const countSchema = z.int().positive().max(1_000_000_000).nullable();

const limitFields = z.strictObject({
  ...ruleFields,
  requestsPerMinute: countSchema.default(null),
  tokensPerMinute: countSchema.default(null),
  /** Calls at the same time; each holds a lease that ends by itself if the process dies. */
  concurrency: z.int().positive().max(1000).nullable().default(null),
});
export const limitInputSchema = limitFields.refine(
  (limit) => limit.requestsPerMinute !== null || limit.tokensPerMinute !== null || limit.concurrency !== null,
  'set at least one of requestsPerMinute, tokensPerMinute and concurrency',
);
export type LimitInput = z.output<typeof limitInputSchema>;
export const limitSchema = limitFields.extend(storedFields).meta({ id: 'Limit' });
export type Limit = z.output<typeof limitSchema>;

export const budgetPeriods = ['day', 'month'] as const;
export type BudgetPeriod = (typeof budgetPeriods)[number];

const budgetFields = z.strictObject({
  ...ruleFields,
  amountNanoUsd: z.int().positive().meta({ description: 'USD × 10⁻⁹ per period' }),
  period: z.enum(budgetPeriods),
  timeZone: z.literal('UTC').default('UTC'),
  warnAt: z.array(fractionSchema).max(5).default([]).meta({ description: 'Fractions of the amount, such as 0.8' }),
  degrade: z
    .strictObject({
      at: fractionSchema,
      to: z.string().min(1).max(200).meta({ description: 'A model or a route that calls go to from then on' }),
    })
    .nullable()
    .default(null),
  stopAt: z.literal(1).default(1),
  unpricedCalls: z
    .enum(['allow', 'refuse'])
    .default('refuse')
    .meta({ description: 'What becomes of calls whose price is not known; an allowed one is not counted' }),
});
export const budgetInputSchema = budgetFields;
export const budgetSchema = budgetFields.extend(storedFields).meta({ id: 'Budget' });
export type Budget = z.output<typeof budgetSchema>;
