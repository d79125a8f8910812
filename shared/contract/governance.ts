import * as z from 'zod';
import { pageOf, timestampSchema } from './common.ts';
import { cacheRoutes } from './response-cache.ts';
import { defineRoute } from './route.ts';

/** USD × 10⁻⁹. */
const nanoUsdSchema = z.int().nonnegative();
const fractionSchema = z.number().gt(0).max(1);
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

/** Money of one counter in one period. */
const standingFields = {
  amountNanoUsd: nanoUsdSchema,
  spentNanoUsd: nanoUsdSchema,
  reservedNanoUsd: nanoUsdSchema.meta({ description: 'Held by calls that are under way' }),
  remainingNanoUsd: z.int().meta({ description: 'amount − spent − reserved; negative only after unpriced calls' }),
};

export const forecastSchema = z
  .object({
    spentNanoUsd: nanoUsdSchema.meta({ description: 'Expected at the end of the period' }),
    lowNanoUsd: nanoUsdSchema.nullable(),
    highNanoUsd: nanoUsdSchema.nullable(),
    exhaustedAt: timestampSchema.nullable().meta({ description: 'When the amount would be reached; null: not in it' }),
    method: z.string().meta({ description: 'How it was computed, in a sentence' }),
  })
  .meta({ id: 'BudgetForecast' });
export type BudgetForecast = z.output<typeof forecastSchema>;

const spenderSchema = z.object({ value: z.string(), spentNanoUsd: nanoUsdSchema });

export const budgetStatusSchema = z
  .object({
    budget: budgetSchema,
    periodStart: timestampSchema,
    periodEnd: timestampSchema,
    ...standingFields,
    unpricedCallCount: z.int().nonnegative(),
    warnings: z.array(fractionSchema).meta({ description: 'Fractions of `warnAt` that are reached' }),
    isDegraded: z.boolean(),
    isExhausted: z.boolean(),
    /** By hour for a budget per day, by day for one per month. */
    series: z.array(z.object({ start: timestampSchema, spentNanoUsd: nanoUsdSchema })),
    forecast: forecastSchema.nullable(),
    /** With `each`: the counters that spent most, at most 20. Sums above are over all of them. */
    counters: z.array(z.object({ value: z.string(), ...standingFields })),
    /** Of the whole project in the period, from its rollups. Null where there is no such dimension. */
    spenders: z.object({
      keys: z.array(spenderSchema).nullable(),
      users: z.array(spenderSchema).nullable(),
      models: z.array(spenderSchema).nullable(),
    }),
  })
  .meta({ id: 'BudgetStatus' });
export type BudgetStatus = z.output<typeof budgetStatusSchema>;

const toRead = { access: { kind: 'project', role: 'viewer', scope: 'read' }, errors: 'problem' } as const;
const toWrite = { access: { kind: 'project', role: 'admin', scope: 'admin' }, errors: 'problem' } as const;
const limitParams = z.object({ limitId: z.string().min(1).max(64) });
const budgetParams = z.object({ budgetId: z.string().min(1).max(64) });

export const listLimits = defineRoute({
  id: 'listLimits',
  domain: 'governance',
  method: 'GET',
  path: '/api/v2/limits',
  summary: 'List the project’s rate limits',
  ...toRead,
  response: { status: 200, description: 'All of them', schema: pageOf(limitSchema) },
});

export const createLimit = defineRoute({
  id: 'createLimit',
  domain: 'governance',
  method: 'POST',
  path: '/api/v2/limits',
  summary: 'Limit requests, tokens or concurrency',
  ...toWrite,
  body: limitInputSchema,
  exampleBody: { name: 'Per key', each: 'key', requestsPerMinute: 600, tokensPerMinute: 200000 },
  response: { status: 201, description: 'The limit', schema: limitSchema },
});

export const putLimit = defineRoute({
  id: 'putLimit',
  domain: 'governance',
  method: 'PUT',
  path: '/api/v2/limits/{limitId}',
  summary: 'Replace a limit',
  ...toWrite,
  params: limitParams,
  body: limitInputSchema,
  exampleBody: { name: 'Per key', each: 'key', requestsPerMinute: 300 },
  response: { status: 200, description: 'The limit as it is now', schema: limitSchema },
});

export const deleteLimit = defineRoute({
  id: 'deleteLimit',
  domain: 'governance',
  method: 'DELETE',
  path: '/api/v2/limits/{limitId}',
  summary: 'Remove a limit',
  ...toWrite,
  params: limitParams,
  response: { status: 204, description: 'Removed' },
});

export const listBudgets = defineRoute({
  id: 'listBudgets',
  domain: 'governance',
  method: 'GET',
  path: '/api/v2/budgets',
  summary: 'List the project’s budgets with what is spent and reserved',
  ...toRead,
  response: {
    status: 200,
    description: 'All of them',
    schema: pageOf(z.object({ budget: budgetSchema, ...standingFields })),
  },
});

export const createBudget = defineRoute({
  id: 'createBudget',
  domain: 'governance',
  method: 'POST',
  path: '/api/v2/budgets',
  summary: 'Set a budget per day or month',
  ...toWrite,
  body: budgetInputSchema,
  exampleBody: { name: 'Project', period: 'month', amountNanoUsd: 100000000000, warnAt: [0.5, 0.8] },
  response: { status: 201, description: 'The budget', schema: budgetSchema },
});

export const putBudget = defineRoute({
  id: 'putBudget',
  domain: 'governance',
  method: 'PUT',
  path: '/api/v2/budgets/{budgetId}',
  summary: 'Replace a budget; what is spent stays spent',
  ...toWrite,
  params: budgetParams,
  body: budgetInputSchema,
  exampleBody: { name: 'Project', period: 'month', amountNanoUsd: 200000000000 },
  response: { status: 200, description: 'The budget as it is now', schema: budgetSchema },
});

export const deleteBudget = defineRoute({
  id: 'deleteBudget',
  domain: 'governance',
  method: 'DELETE',
  path: '/api/v2/budgets/{budgetId}',
  summary: 'Remove a budget',
  ...toWrite,
  params: budgetParams,
  response: { status: 204, description: 'Removed' },
});

export const getBudgetStatus = defineRoute({
  id: 'getBudgetStatus',
  domain: 'governance',
  method: 'GET',
  path: '/api/v2/budgets/{budgetId}/status',
  summary: 'Spent, reserved, remaining, burn-down, forecast and who spends',
  ...toRead,
  params: budgetParams,
  response: { status: 200, description: 'As of now', schema: budgetStatusSchema },
});

export const governanceRoutes = [
  listLimits,
  createLimit,
  putLimit,
  deleteLimit,
  listBudgets,
  createBudget,
  putBudget,
  deleteBudget,
  getBudgetStatus,
  ...cacheRoutes,
] as const;
