import * as z from 'zod';
import { timestampSchema, traceIdSchema } from './common.ts';
import { defineRoute } from './route.ts';
import { searchedShape, traceRangeShape } from './tracing.ts';

/** What facets count: text fields of the filter, keys of metadata, names of scores. */
export const facetFields = [
  'model',
  'provider',
  'status',
  'type',
  'name',
  'environment',
  'release',
  'service',
  'key',
  'tag',
  'prompt',
  'error',
  'metadata',
  'score',
] as const;
export type FacetField = (typeof facetFields)[number];

/** Values shown of each facet. */
export const maxFacetValues = 20;

export const facetValueSchema = z
  .object({
    value: z.string(),
    count: z.int().positive().meta({ description: 'Traces that have the value' }),
  })
  .meta({ id: 'FacetValue' });
export type FacetValue = z.output<typeof facetValueSchema>;

/** Of the traces whose number is known. Cost in USD × 10⁻⁹, latency in milliseconds. */
export const spreadSchema = z
  .object({
    count: z.int().positive(),
    min: z.number(),
    p50: z.number(),
    p90: z.number(),
    p95: z.number(),
    p99: z.number(),
    max: z.number(),
  })
  .meta({ id: 'Spread' });
export type Spread = z.output<typeof spreadSchema>;

export const spreadFields = ['costNanoUsd', 'totalTokens', 'durationMs', 'timeToFirstTokenMs'] as const;

const countedShape = {
  countedTraces: z.int().nonnegative().meta({ description: 'Traces that fit the filter and are in the counts' }),
  isComplete: z.boolean().meta({ description: 'False when counting stopped at its bound: older traces are not in' }),
  countedTo: timestampSchema.meta({ description: 'Every trace that started from here on was looked at' }),
};

const access = { kind: 'project', role: 'viewer', scope: 'read' } as const;
const query = { domain: 'tracing', method: 'GET', access, errors: 'problem' } as const;

export const getTraceFacets = defineRoute({
  ...query,
  id: 'getTraceFacets',
  path: '/api/v2/traces/facets',
  summary: 'Count the values that the traces of a filter have',
  description:
    'Counts the newest 10,000 fitting traces, for 2 seconds at most, and says how far it came. A text that only spans can tell is looked for in a part of them: see `isComplete`.',
  query: z.object(traceRangeShape),
  response: {
    status: 200,
    description: 'The 20 most frequent values of each field',
    schema: z.object({
      facets: z.record(z.enum(facetFields), z.array(facetValueSchema)),
      spreads: z.record(z.enum(spreadFields), spreadSchema.nullable()),
      ...countedShape,
    }),
  },
});

export const listTraceValues = defineRoute({
  ...query,
  id: 'listTraceValues',
  path: '/api/v2/traces/values',
  summary: 'Values of a field, for completion',
  query: z.object({
    field: z.string().min(1).max(200).meta({
      description:
        'A text field of the filter language, such as `model`; `metadata` and `score` for their names, `metadata.tenant` and `score.verdict` for what they hold',
    }),
    prefix: z.string().max(200).default('').meta({ description: 'What the value, or a part of it, begins with' }),
  }),
  response: {
    status: 200,
    description:
      'At most 50 values, most frequent first, of the newest traces of the last 7 days, 30 seconds old at most',
    schema: z.object({ items: z.array(facetValueSchema), ...countedShape }),
  },
});

export const exportFormats = ['jsonl', 'csv', 'otlp'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Traces that one export holds. */
export const maxExportedTraces = 50_000;
export const maxExportedIds = 100;

const traceIds = z
  .string()
  .max(maxExportedIds * 33)
  .transform((text) => text.split(','))
  .pipe(z.array(traceIdSchema).min(1).max(maxExportedIds));

export const exportTraces = defineRoute({
  ...query,
  id: 'exportTraces',
  path: '/api/v2/traces/export',
  summary: 'Export traces as JSONL, CSV or OTLP',
  description: [
    '`jsonl`: a line a trace, with its spans. `csv`: a row a trace (RFC 4180, without spans). `otlp`: a line a trace, each an ExportTraceServiceRequest that `POST /otel/v1/traces` takes.',
    `The answer is streamed. It ends after ${maxExportedTraces} traces or 4 minutes; then its last line says so, with the cursor to go on from (\`{"export":{"isComplete":false,"nextCursor":"…"}}\`, in CSV a row that begins with \`#\`). An answer without a last line \`{"export":…}\` was cut off.`,
  ].join('\n\n'),
  query: z.object({
    ...traceRangeShape,
    format: z.enum(exportFormats).default('jsonl'),
    spans: z
      .enum(['true', 'false'])
      .default('true')
      .meta({ description: 'Whether `jsonl` holds the spans of each trace' }),
    ids: traceIds.optional().meta({ description: 'These traces only, by id, up to 100 with commas between' }),
    cursor: z.string().max(2048).optional().meta({ description: 'Where an export that was cut goes on' }),
  }),
  response: {
    status: 200,
    description: 'The traces, newest first',
    contentType: 'application/x-ndjson',
    schema: z.string(),
  },
  alternativeResponse: { contentType: 'text/csv', description: 'With `format=csv`' },
});

/** The last line of an export in JSON. */
export const exportEndSchema = z.object({
  export: z.object({
    isComplete: z.boolean(),
    traceCount: z.int().nonnegative(),
    nextCursor: z.string().nullable(),
    ...searchedShape,
  }),
});
export type ExportEnd = z.output<typeof exportEndSchema>;

export const traceQueryRoutes = [getTraceFacets, listTraceValues, exportTraces] as const;
