import * as z from 'zod';
import { conditionSchema } from './route-condition.ts';
import { localNameSchema, strategySchema } from './route-strategy.ts';

/** What to send as `model` for a choice among all models. */
export const autoModel = 'auto';

/** Told from a model's id by having no slash. */
export const routeNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, starting with a letter, at most 40')
  .refine((name) => name !== autoModel, '`auto` chooses among all models; give the route another name')
  .refine((name) => name !== 'validate', '`validate` is a path of the API; give the route another name')
  .meta({ description: 'What to send as `model`' });

const modelIdSchema = z
  .string()
  .max(200)
  .regex(/^[^/\s]+\/\S+$/, 'write a model as `provider/model`, for example "openai/gpt-5-mini"');

const maxTotalMs = 870_000;
const milliseconds = z.int().min(100, 'at least 100 ms').max(maxTotalMs, `at most ${maxTotalMs} ms`);

/** What is absent is as it is without a route. */
export const routeTimeoutsSchema = z
  .strictObject({
    connectMs: milliseconds.optional().meta({ description: 'Until the connection stands' }),
    firstTokenMs: milliseconds.optional().meta({
      description:
        'From sending the request to the first token of a streamed call; an answer in one piece is bounded by `totalMs`',
    }),
    betweenChunksMs: milliseconds.optional().meta({ description: 'Of silence within a stream' }),
    totalMs: milliseconds.optional().meta({ description: 'For one attempt, from its beginning to its last byte' }),
  })
  .meta({ id: 'RouteTimeouts' });
export type RouteTimeouts = z.output<typeof routeTimeoutsSchema>;

export const routeTargetSchema = z
  .strictObject({
    id: localNameSchema,
    model: modelIdSchema,
    weight: z.number().nonnegative().max(1_000_000).default(1).meta({ description: 'Relative to the other targets' }),
    timeouts: routeTimeoutsSchema.default({}).meta({ description: 'Go before those of the route' }),
  })
  .meta({ id: 'RouteTarget' });
export type RouteTarget = z.output<typeof routeTargetSchema>;

export const routeRuleSchema = z
  .strictObject({
    name: localNameSchema,
    when: conditionSchema.optional().meta({ description: 'Absent: always. The last rule has none' }),
    use: strategySchema,
  })
  .meta({ id: 'RouteRule' });
export type RouteRule = z.output<typeof routeRuleSchema>;

export const routeRetriesSchema = z
  .strictObject({
    maxAttempts: z.int().min(1).max(5).default(3).meta({ description: 'Requests to providers for one call, in all' }),
    baseDelayMs: z.int().min(0).max(10_000).default(200),
    maxDelayMs: z.int().min(0).max(60_000).default(5_000).meta({
      description: 'Longest wait before an attempt; a provider that asks for more is not waited for',
    }),
  })
  .meta({ id: 'RouteRetries' });
export type RouteRetries = z.output<typeof routeRetriesSchema>;

/** What happens to a call that is larger than the window of the model that was chosen. */
export const contextPolicySchema = z
  .discriminatedUnion('policy', [
    z.strictObject({ policy: z.literal('refuse') }).meta({
      description: 'Targets that are too small are passed over; if all of the rule are, the call is refused',
    }),
    z.strictObject({ policy: z.literal('larger-model') }).meta({
      description: 'As `refuse`, but then the smallest target of the whole route that is large enough is taken',
    }),
    z.strictObject({ policy: z.literal('drop-oldest') }),
    z.strictObject({
      policy: z.literal('keep-head-and-tail'),
      headMessages: z
        .int()
        .min(1)
        .max(100)
        .default(2)
        .meta({ description: 'So many of the first messages stay, and as many of the last as fit' }),
    }),
    z.strictObject({
      policy: z.literal('summarise'),
      model: modelIdSchema.meta({ description: 'Writes the summary' }),
    }),
  ])
  .meta({ id: 'ContextPolicy' });
export type ContextPolicy = z.output<typeof contextPolicySchema>;

export const routeCacheSchema = z
  .strictObject({
    enabled: z.boolean().default(true).meta({ description: 'False: only for requests that ask for it' }),
    ttlSeconds: z
      .int()
      .min(1)
      .max(30 * 86_400)
      .default(3_600),
    namespace: localNameSchema.default('default').meta({ description: 'Calls share answers within it' }),
  })
  .meta({ id: 'RouteCache' });

/** Without the rules that span several fields. */
export const routeConfigShape = z.strictObject({
  description: z.string().trim().max(500).default(''),
  targets: z.array(routeTargetSchema).min(1, 'a route has at least one target').max(20),
  rules: z
    .array(routeRuleSchema)
    .min(1, 'a route has at least one rule')
    .max(20)
    .meta({ description: 'The first whose condition holds decides' }),
  retries: routeRetriesSchema.prefault({}),
  timeouts: routeTimeoutsSchema.default({}),
  context: contextPolicySchema.default({ policy: 'refuse' }),
  cache: routeCacheSchema.nullable().default(null),
  structuredOutput: z
    .strictObject({ repair: z.boolean().default(true).meta({ description: 'One more call for an invalid answer' }) })
    .prefault({}),
});
export type RouteConfig = z.output<typeof routeConfigShape>;
export type RouteConfigInput = z.input<typeof routeConfigShape>;
