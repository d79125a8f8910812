import * as z from 'zod';
import { pageOf, timestampSchema } from './common.ts';
import { budgetInputSchema, budgetSchema, fractionSchema, limitInputSchema, limitSchema } from './governance-rules.ts';
import { cacheRoutes } from './response-cache.ts';
import { defineRoute } from './route.ts';

export {
  type Budget,
  type BudgetPeriod,
  budgetInputSchema,
  budgetPeriods,
  budgetSchema,
  type Limit,
  type LimitInput,
  limitInputSchema,
  limitSchema,
  type RuleEach,
  type RuleScope,
  ruleEachSchema,
  ruleScopeSchema,
} from './governance-rules.ts';

/** USD × 10⁻⁹. */
const nanoUsdSchema = z.int().nonnegative();
/** Money in one period: of one counter, or of all that a budget has. */
const standingFields = {
  amountNanoUsd: nanoUsdSchema.meta({
    description: 'Of one counter the whole amount; of a budget with `each` the sum over those that calls have used',
  }),
  spentNanoUsd: nanoUsdSchema,
  simulatedNanoUsd: nanoUsdSchema.meta({ description: 'Of `spentNanoUsd`, what nobody is charged for' }),
  reservedNanoUsd: nanoUsdSchema.meta({
    description: 'Held by calls that are under way, and by processes for those that come next',
  }),
  remainingNanoUsd: z.int().meta({ description: 'amount − spent − reserved; negative only after unpriced calls' }),
};

/** A budget is at its end for somebody as soon as one of its counters is: sums do not tell. */
const fullestFields = {
  fullest: z
    .object({
      value: z.string().meta({ description: 'Id of the key or user; empty for calls without' }),
      ...standingFields,
    })
    .nullable()
    .meta({
      description: 'With `each`: the counter that has used most of its amount. Null without, and before any call',
    }),
  counterCount: z
    .int()
    .nonnegative()
    .meta({ description: 'With `each`: keys or users that have used some; 0 without' }),
  usedUpCount: z.int().nonnegative().meta({ description: 'Of them, those that have nothing left' }),
};

export const forecastSchema = z
  .object({
    spentNanoUsd: nanoUsdSchema.meta({ description: 'Expected at the end of the period' }),
    lowNanoUsd: nanoUsdSchema.nullable(),
    highNanoUsd: nanoUsdSchema.nullable(),
    exhaustedAt: timestampSchema.nullable().meta({
      description: 'When the amount, with `each` the sum of all, would be reached; null: not in this period',
    }),
    method: z.string().meta({ description: 'How it was computed, in a sentence' }),
  })
  .meta({ id: 'BudgetForecast' });
export type BudgetForecast = z.output<typeof forecastSchema>;

const spenderSchema = z.object({
  value: z.string(),
  spentNanoUsd: nanoUsdSchema,
  simulatedNanoUsd: standingFields.simulatedNanoUsd,
});

export const budgetStatusSchema = z
  .object({
    budget: budgetSchema,
    periodStart: timestampSchema,
    periodEnd: timestampSchema,
    ...standingFields,
    ...fullestFields,
    unpricedCallCount: z.int().nonnegative(),
    warnings: z.array(fractionSchema).meta({ description: 'Fractions of `warnAt` that are reached' }),
    isDegraded: z.boolean().meta({
      description: 'The mark of `degrade` is reached. Calls stay all the same where its target cannot be called',
    }),
    isExhausted: z.boolean().meta({ description: 'With `each`: one counter or more' }),
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

const usedSchema = z.int().nonnegative().nullable();
/** What one counter of a limit has taken; null of what it does not bound. */
export const limitUseSchema = z
  .object({
    requests: usedSchema.meta({ description: 'Of the last sixty seconds, as calls are judged by' }),
    tokens: usedSchema.meta({ description: 'The same; of calls that are under way, what they may use' }),
    concurrency: usedSchema.meta({ description: 'Calls that are under way' }),
  })
  .meta({ id: 'LimitUse' });
export type LimitUse = z.output<typeof limitUseSchema>;

export const listedLimitSchema = limitSchema
  .extend({
    use: limitUseSchema.nullable().meta({
      description: 'Null where every key or user has a counter of its own, and where the limit is not in force',
    }),
  })
  .meta({ id: 'ListedLimit' });
export type ListedLimit = z.output<typeof listedLimitSchema>;

export const limitCounterSchema = z
  .object({
    subject: z.string().meta({ description: 'Id of the key or user; empty for calls that name none' }),
    use: limitUseSchema,
  })
  .meta({ id: 'LimitCounter' });
export type LimitCounter = z.output<typeof limitCounterSchema>;

const toRead = { access: { kind: 'project', role: 'viewer', scope: 'read' }, errors: 'problem' } as const;
const toWrite = { access: { kind: 'project', role: 'admin', scope: 'admin' }, errors: 'problem' } as const;
const limitParams = z.object({ limitId: z.string().min(1).max(64) });
const budgetParams = z.object({ budgetId: z.string().min(1).max(64) });

export const listLimits = defineRoute({
  id: 'listLimits',
  domain: 'governance',
  method: 'GET',
  path: '/api/v2/limits',
  summary: 'List the project’s rate limits with what is used of them',
  ...toRead,
  response: { status: 200, description: 'All of them', schema: pageOf(listedLimitSchema) },
});

export const listLimitCounters = defineRoute({
  id: 'listLimitCounters',
  domain: 'governance',
  method: 'GET',
  path: '/api/v2/limits/{limitId}/counters',
  summary: 'List what each key has used of a limit, or ask it of one key or user',
  ...toRead,
  params: limitParams,
  query: z.object({
    subject: z.string().max(512).optional().meta({
      description:
        'Id of a key or a user, empty for calls that name none. Without it: all keys that have used some of it, the fullest first. A limit of each user needs it, since nobody has a list of users',
    }),
  }),
  response: { status: 200, description: 'At most 100 of them', schema: pageOf(limitCounterSchema) },
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
    schema: pageOf(z.object({ budget: budgetSchema, ...standingFields, ...fullestFields })),
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
  listLimitCounters,
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
