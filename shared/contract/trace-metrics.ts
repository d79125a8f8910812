import * as z from 'zod';
import { timestampSchema } from './common.ts';
import { defineRoute } from './route.ts';
import { timeInputSchema } from './time-input.ts';

export const metricGroups = [
  'none',
  'model',
  'name',
  'provider',
  'environment',
  'release',
  'prompt',
  'region',
  'service',
  'key',
] as const;
export type MetricGroup = (typeof metricGroups)[number];

export const metricSteps = ['minute', '10-minutes', 'hour', 'day'] as const;
export type MetricStep = (typeof metricSteps)[number];

export const latencyMeasures = ['trace', 'call', 'firstToken'] as const;
export type LatencyMeasure = (typeof latencyMeasures)[number];

/** How much of what a figure is of nobody ran. */
export const simulatedParts = ['none', 'some', 'all'] as const;
export type SimulatedPart = (typeof simulatedParts)[number];
export const simulatedPartSchema = z.enum(simulatedParts).meta({ description: 'How much of it is simulated' });

const count = z.int().nonnegative();
const milliseconds = z.number().nonnegative().nullable();

const latencySchema = z
  .object({ count, p50Ms: milliseconds, p95Ms: milliseconds, p99Ms: milliseconds })
  .meta({ id: 'LatencyFigures' });
export type LatencyFigures = z.output<typeof latencySchema>;

const bounds = z
  .object({ lowMs: milliseconds, highMs: milliseconds })
  .meta({ id: 'LatencyBounds', description: '95 % confidence; null where there are too few values to say' });
const estimatedLatencySchema = latencySchema
  .extend({ intervals: z.object({ p50: bounds, p95: bounds, p99: bounds }) })
  .meta({ id: 'EstimatedLatency' });
export type EstimatedLatency = z.output<typeof estimatedLatencySchema>;

const counts = {
  traceCount: count
    .nullable()
    .meta({ description: 'Null where a trace may have several values of what is grouped by' }),
  traceErrorCount: count.nullable(),
  callCount: count.nullable().meta({ description: 'Requests to models; null by name, which only whole traces have' }),
  callErrorCount: count.nullable(),
  callUnsentCount: count.nullable().meta({ description: 'Of `callErrorCount`, what an open circuit kept back' }),
  callerErrorCount: count.nullable().meta({
    description:
      'Of `callErrorCount`, what failed by its caller’s doing: rejected as wrong, or given up before its end',
  }),
  simulatedTraceCount: count.nullable().meta({ description: 'Of `traceCount`, those that hold simulated spans' }),
  simulatedCallCount: count.nullable().meta({ description: 'Of `callCount`' }),
  inputTokens: count,
  outputTokens: count,
  costNanoUsd: count.nullable().meta({ description: 'Sum of the known costs, USD × 10⁻⁹; null if none is known' }),
  simulatedCostNanoUsd: count.meta({ description: 'Of `costNanoUsd`, what nobody is charged for' }),
  unpricedCount: count.meta({ description: 'Calls whose cost is unknown: `costNanoUsd` lacks them' }),
};

export const metricBucketSchema = z
  .object({
    start: timestampSchema,
    ...counts,
    traceLatency: latencySchema.nullable(),
    callLatency: latencySchema.nullable(),
    firstToken: latencySchema.nullable(),
  })
  .meta({ id: 'MetricBucket' });
export type MetricBucket = z.output<typeof metricBucketSchema>;

export const metricTotalsSchema = z
  .object({
    ...counts,
    traceLatency: estimatedLatencySchema.nullable(),
    callLatency: estimatedLatencySchema.nullable(),
    firstToken: estimatedLatencySchema.nullable(),
  })
  .meta({ id: 'MetricTotals' });
export type MetricTotals = z.output<typeof metricTotalsSchema>;

export const metricSeriesSchema = z
  .object({
    value: z.string().meta({ description: 'Of what is grouped by; empty for what has none' }),
    isOther: z.boolean().meta({ description: 'Everything beyond `top`, added up' }),
    total: metricTotalsSchema,
    buckets: z.array(metricBucketSchema).meta({ description: 'In time order; where nothing happened there is none' }),
  })
  .meta({ id: 'MetricSeries' });
export type MetricSeries = z.output<typeof metricSeriesSchema>;

const period = {
  from: timestampSchema.meta({ description: 'Start of the first bucket: what was asked for, rounded down' }),
  to: timestampSchema,
  total: metricTotalsSchema,
  series: z.array(metricSeriesSchema),
};

export const traceMetricsSchema = z
  .object({
    ...period,
    step: z.enum(metricSteps),
    stepMs: count.meta({ description: 'A day of a time zone may be an hour longer or shorter' }),
    timeZone: z.string(),
    groupBy: z.enum(metricGroups),
    valueCount: count.meta({ description: 'How many values there are, with those in "other"' }),
    relativeError: z.number().meta({ description: 'Of every latency' }),
    previous: z
      .object(period)
      .nullable()
      .meta({ description: 'The period of the same length before, if it was asked for' }),
  })
  .meta({ id: 'TraceMetrics' });
export type TraceMetrics = z.output<typeof traceMetricsSchema>;

export const metricRange = {
  from: timeInputSchema.optional(),
  to: timeInputSchema.optional().meta({ description: 'Exclusive; default: now' }),
};
const { from, to } = metricRange;
const step = z
  .enum(['auto', ...metricSteps])
  .default('auto')
  .meta({ description: 'At most 1 day of minutes, 2 of 10 minutes, 62 of hours, 400 of days' });
const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'an IANA time zone, as `Europe/Berlin`')
  .default('UTC')
  .meta({ description: 'Where days begin, to the hour' });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const metricsAccess = {
  domain: 'tracing',
  method: 'GET',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
} as const;

export const getTraceMetrics = defineRoute({
  ...metricsAccess,
  id: 'getTraceMetrics',
  path: '/api/v2/trace-metrics',
  summary: 'Traces, calls, errors, tokens, cost and latency over time, in total and by one dimension',
  description:
    'Counts, tokens and cost are exact. Latencies are within 2 %; those of totals have the 95 % interval of what they estimate.',
  query: z.object({
    from: from.meta({ description: 'Default: 24 hours before `to`' }),
    to,
    groupBy: z.enum(metricGroups).default('none'),
    step,
    top: z.coerce
      .number()
      .int()
      .min(1)
      .max(50)
      .default(6)
      .meta({ description: 'The most frequent values, 1 to 50; the others are added up' }),
    timeZone,
    previous: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: 'Also the period of the same length before' }),
  }),
  response: { status: 200, description: 'The metrics', schema: traceMetricsSchema },
});

export const heatmapSchema = z
  .object({
    from: timestampSchema,
    to: timestampSchema,
    step: z.enum(metricSteps),
    stepMs: count,
    timeZone: z.string(),
    measure: z.enum(latencyMeasures),
    rows: z
      .array(z.object({ fromMs: z.number().nonnegative(), toMs: z.number().positive() }))
      .meta({ description: 'Ranges of latency, ascending, each 22 % wide: more than `fromMs`, up to `toMs`' }),
    columns: z
      .array(z.object({ start: timestampSchema, counts: z.array(count) }))
      .meta({ description: 'One count for each row; where nothing happened there is no column' }),
    count: count.meta({ description: 'Of all' }),
    simulated: simulatedPartSchema,
  })
  .meta({ id: 'TraceHeatmap' });
export type Heatmap = z.output<typeof heatmapSchema>;

export const getTraceHeatmap = defineRoute({
  ...metricsAccess,
  id: 'getTraceHeatmap',
  path: '/api/v2/trace-heatmap',
  summary: 'How often each latency occurred, over time',
  query: z.object({
    from: from.meta({ description: 'Default: 24 hours before `to`' }),
    to,
    step,
    timeZone,
    measure: z.enum(latencyMeasures).default('trace'),
    dimension: z.enum(metricGroups).default('none').meta({ description: 'Only of one `value` of it' }),
    value: z.string().max(400).default(''),
  }),
  response: { status: 200, description: 'The counts', schema: heatmapSchema },
});

export const traceMetricsRoutes = [getTraceMetrics, getTraceHeatmap] as const;
