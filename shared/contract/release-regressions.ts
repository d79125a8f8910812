import * as z from 'zod';
import { timestampSchema } from './common.ts';
import { defineRoute } from './route.ts';
import { metricRange, metricsAccess, simulatedPartSchema } from './trace-metrics.ts';

const count = z.int().nonnegative();

const estimate = z
  .object({
    count: count.meta({ description: 'Values that it is of' }),
    value: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
  })
  .meta({ id: 'Estimate', description: 'With its 95 % interval; null where there are too few values' });
export type Estimate = z.output<typeof estimate>;

export const comparedMeasures = [
  'latencyP50',
  'latencyP95',
  'firstTokenP50',
  'firstTokenP95',
  'errorRate',
  'costPerCall',
] as const;
export type ComparedMeasure = (typeof comparedMeasures)[number];

export const verdicts = ['regressed', 'improved', 'no evidence', 'too few'] as const;
export type Verdict = (typeof verdicts)[number];

const comparisonSchema = z
  .object({
    measure: z.enum(comparedMeasures),
    unit: z.enum(['ms', 'rate', 'nanoUsd']),
    a: estimate,
    b: estimate,
    change: z
      .object({ kind: z.enum(['ratio', 'difference']), value: z.number(), low: z.number(), high: z.number() })
      .nullable()
      .meta({ description: 'b ÷ a of latencies, b − a of others, with its 95 % interval' }),
    verdict: z.enum(verdicts),
  })
  .meta({ id: 'ReleaseComparison' });
export type ReleaseComparison = z.output<typeof comparisonSchema>;

const comparedRelease = z.object({
  value: z.string(),
  firstSeen: timestampSchema.meta({ description: 'The hour, in the range' }),
  lastSeen: timestampSchema,
  traceCount: count,
  callCount: count,
});
export type ComparedRelease = z.output<typeof comparedRelease>;

const comparedPair = z
  .object({
    a: z.string(),
    b: z.string(),
    names: z
      .array(z.string())
      .meta({ description: 'Trace names that both ran, the most frequent first, at most 3; of prompts their name' }),
    regressedCount: count,
    improvedCount: count,
    testedCount: count.meta({ description: 'Comparisons that had values enough' }),
  })
  .meta({ id: 'ComparedPair' });
export type ComparedPair = z.output<typeof comparedPair>;

export const releaseRegressionsSchema = z
  .object({
    from: timestampSchema,
    to: timestampSchema,
    dimension: z.enum(['release', 'prompt']),
    releases: z.array(comparedRelease).meta({ description: 'What there is to compare, newest first; at most 100' }),
    pairs: z.array(comparedPair).meta({
      description:
        'The last two of each program, those with the most regressions first, at most 20. Releases that ran traces of the same name are taken for those of one program, and so are versions of one prompt',
    }),
    a: comparedRelease.nullable(),
    b: comparedRelease.nullable(),
    rows: z.array(
      z.object({
        kind: z.enum(['model', 'name']),
        value: z.string(),
        simulated: simulatedPartSchema,
        comparisons: z.array(comparisonSchema),
      }),
    ),
    testedCount: count.meta({ description: 'Comparisons that had values enough' }),
    expectedByChance: z
      .number()
      .meta({ description: 'How many of these would differ at 95 % if nothing had changed, in either direction' }),
  })
  .meta({ id: 'ReleaseRegressions' });
export type ReleaseRegressions = z.output<typeof releaseRegressionsSchema>;

export const getReleaseRegressions = defineRoute({
  ...metricsAccess,
  id: 'getReleaseRegressions',
  path: '/api/v2/release-regressions',
  summary: 'Compare two releases, or two versions of prompts, by model and by trace name',
  description:
    'Quantiles by order statistics, rates by Newcombe, costs by Welch. A difference counts as evidence if its 95 % interval excludes none.',
  query: z.object({
    from: metricRange.from.meta({ description: 'Default: 14 days before `to`' }),
    to: metricRange.to,
    dimension: z.enum(['release', 'prompt']).default('release'),
    a: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'Default: the one first seen before `b`, of the same program if there is one' }),
    b: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'Default: with neither, the first of `pairs`; with `a` alone, the newest of its program' }),
  }),
  response: { status: 200, description: 'The comparison', schema: releaseRegressionsSchema },
});
