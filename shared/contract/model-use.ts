import * as z from 'zod';
import { pageOf, timestampSchema } from './common.ts';
import { defineRoute } from './route.ts';

const count = z.int().nonnegative();
const milliseconds = z.number().nonnegative().nullable();
const quantiles = z.object({ p50Ms: milliseconds, p95Ms: milliseconds });

/** How a project's own calls of a model went, from the rollups: exact counts, latencies within 2 %. */
export const modelUseSchema = z
  .object({
    model: z.string(),
    requestCount: count.meta({ description: 'Calls that this model answered, or was the last to fail' }),
    requestErrorCount: count,
    callCount: count.meta({ description: 'Times it was asked, each attempt one' }),
    failureCount: count.meta({
      description:
        'Of these, how often the provider did not answer, whatever the reason; not those of `callerErrorCount`',
    }),
    callerErrorCount: count.meta({
      description: 'Of `callCount`, what failed by its caller’s doing: rejected as wrong, or given up before its end',
    }),
    rateLimitedCount: count.meta({ description: 'Of `failureCount`' }),
    inputTokens: count,
    outputTokens: count,
    costNanoUsd: count,
    simulatedCallCount: count.meta({ description: 'Of `callCount`' }),
    simulatedCostNanoUsd: count.meta({ description: 'Of `costNanoUsd`, what nobody is charged for' }),
    duration: quantiles,
    firstToken: quantiles.meta({ description: 'Null where nothing was streamed' }),
    structuredOutput: z
      .object({ validCount: count, invalidCount: count, repairedCount: count, validRate: z.number().min(0).max(1) })
      .nullable()
      .meta({ description: 'Of answers that had to keep to a schema; null where there were none' }),
  })
  .meta({ id: 'ModelUse' });
export type ModelUse = z.output<typeof modelUseSchema>;

export const listModelUse = defineRoute({
  id: 'listModelUse',
  domain: 'routing',
  method: 'GET',
  path: '/api/v2/model-use',
  summary: 'How the project’s own calls of each model went, most used first',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  query: z.object({
    from: timestampSchema.optional().meta({ description: 'Default: 7 days before `to`' }),
    to: timestampSchema.optional().meta({ description: 'Default: now. At most 400 days after `from`' }),
    model: z.string().max(200).optional().meta({ description: 'Only this one' }),
  }),
  response: { status: 200, description: 'All models that were called', schema: pageOf(modelUseSchema) },
});

export const modelUseRoutes = [listModelUse] as const;
