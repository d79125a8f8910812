import * as z from 'zod';
import { maxFilterCharacters } from '../trace-filter/tokenize.ts';
import { pageOf, pageQuerySchema, timestampSchema, traceIdSchema } from './common.ts';
import { defineRoute } from './route.ts';
import { spanSchema, spanStatuses, traceSummarySchema } from './span.ts';
import { timeInputSchema } from './time-input.ts';

/** Which traces: a time range and a filter. */
export const traceRangeShape = {
  q: z
    .string()
    .max(maxFilterCharacters)
    .optional()
    .meta({ description: 'A filter such as `model:gpt-5* cost>0.01 status:error "refund"`; see the filter reference' }),
  from: timeInputSchema.optional().meta({ description: 'Earliest start, inclusive; default: 7 days ago' }),
  to: timeInputSchema
    .optional()
    .meta({ description: 'Latest start, exclusive; default: a day from now, as clocks of senders run ahead' }),
};

export const traceListQuerySchema = pageQuerySchema.extend({
  ...traceRangeShape,
  model: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Short for `q=model=…`: model of any span, or a route, or `auto`; exactly' }),
  status: z.enum(spanStatuses).optional().meta({ description: 'Short for `q=status:…`' }),
});

/** How far a search has come, so that a page without rows still shows progress. */
export const searchedShape = {
  searchedTo: timestampSchema.meta({ description: 'Every trace that started from here on was looked at' }),
  searchedCount: z.int().nonnegative().meta({ description: 'Traces whose summary or spans this answer looked at' }),
};

export const listTraces = defineRoute({
  id: 'listTraces',
  domain: 'tracing',
  method: 'GET',
  path: '/api/v2/traces',
  summary: 'List traces, newest first',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  query: traceListQuerySchema,
  response: {
    status: 200,
    description:
      'A page of traces. It may be short or empty and still have a `nextCursor`, when few of many traces fit: `searchedTo` says how far it came',
    schema: pageOf(traceSummarySchema).extend(searchedShape),
  },
});

export const getTrace = defineRoute({
  id: 'getTrace',
  domain: 'tracing',
  method: 'GET',
  path: '/api/v2/traces/{traceId}',
  summary: 'Read a trace with its spans in start order',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  params: z.object({ traceId: traceIdSchema }),
  query: z.object({
    maxSpans: z.coerce.number().int().min(0).max(1_000_000).optional().meta({
      description: 'Of a trace of more spans only the summary: `spans` is empty, and pages have them (`…/spans`)',
    }),
  }),
  response: {
    status: 200,
    description: 'The trace',
    schema: z.object({ trace: traceSummarySchema, spans: z.array(spanSchema) }),
  },
});

/** What an export request is, under whichever path. */
const otlpExport = {
  domain: 'tracing',
  method: 'POST',
  description: 'Answers once the spans are durable. Spans that cannot be read are counted in `partialSuccess`.',
  access: { kind: 'project', role: 'editor', scope: 'ingest' },
  errors: 'problem',
  body: z.looseObject({}).meta({ description: 'ExportTraceServiceRequest of OTLP 1.x' }),
  requestContentTypes: ['application/x-protobuf'],
  maxBodyBytes: 10 * 1024 * 1024,
  response: {
    status: 200,
    description: 'ExportTraceServiceResponse, in the content type of the request',
    schema: z.object({
      partialSuccess: z.object({ rejectedSpans: z.string(), errorMessage: z.string() }).optional(),
    }),
  },
  alternativeResponse: { contentType: 'application/x-protobuf', description: 'The same in protobuf' },
} as const;

export const ingestOtlpTraces = defineRoute({
  ...otlpExport,
  id: 'ingestOtlpTraces',
  path: '/otel/v1/traces',
  summary: 'Take spans in OTLP/HTTP, protobuf or JSON, gzip or identity',
});

/** Where Langfuse's SDKs send to: of theirs only the base URL and the keys have to change. */
export const ingestLangfuseTraces = defineRoute({
  ...otlpExport,
  id: 'ingestLangfuseTraces',
  path: '/api/public/otel/v1/traces',
  summary: 'The same for the SDKs of Langfuse, whose secret key is an API key',
});

export const tracingRoutes = [listTraces, getTrace, ingestOtlpTraces, ingestLangfuseTraces] as const;
