import * as z from 'zod';
import { spanIdSchema, traceIdSchema } from './common.ts';
import { defineRoute } from './route.ts';
import { spanSchema, spanStatuses, spanTypes, traceSummarySchema } from './span.ts';

const count = z.int().nonnegative();

/** What a row shows of a span's words; the whole is in the span. */
export const spanRowBounds = { name: 200, text: 120, message: 300, events: 8 } as const;

export const spanEventRowSchema = z
  .object({
    timeUnixNano: z.string(),
    name: z.string(),
    /** As the sender names it, in lower case: `warn`, `error`, `info`. */
    level: z.string().optional(),
    message: z.string().optional(),
  })
  .meta({ id: 'SpanEventRow' });
export type SpanEventRow = z.output<typeof spanEventRowSchema>;

/**
 * A span without its payloads and attributes: what a tree, a waterfall and a graph of many need. What a span does not have
 * is left out, because a trace may have 100,000 of them.
 */
export const spanRowSchema = z
  .object({
    spanId: spanIdSchema,
    parentSpanId: spanIdSchema.optional(),
    name: z.string(),
    type: z.enum(spanTypes),
    startTimeUnixNano: z.string(),
    endTimeUnixNano: z.string(),
    status: z.enum(spanStatuses),
    errorType: z.string().optional(),
    statusMessage: z.string().optional(),
    service: z.string().optional(),
    /** The model that answered, else the one asked for. */
    model: z.string().optional(),
    provider: z.string().optional(),
    timeToFirstTokenMs: z.number().nonnegative().optional(),
    inputTokens: count.optional(),
    outputTokens: count.optional(),
    /** USD × 10⁻⁹; absent where none is known. */
    costNanoUsd: z.int().optional(),
    inputPreview: z.string().optional(),
    outputPreview: z.string().optional(),
    /** The first of its notes (OpenTelemetry's events). */
    events: z.array(spanEventRowSchema).optional(),
    /** How many there are, where that is more. */
    eventCount: count.optional(),
    hasDecision: z.literal(true).optional(),
    isSuperseded: z.literal(true).optional(),
    /** Its sender calls it a warning: it went well, but somebody should look. */
    isWarning: z.literal(true).optional(),
    isSimulated: z.literal(true).optional(),
    /** Where it is: an index into `packIds` of the same page. */
    pack: count.optional(),
    /**
     * Of several rows of one span the one counts that ended last, then was mapped by the newer rules (none is oldest), then has the
     * newer prices, then more bytes, then the greater digest.
     */
    version: z
      .object({ mapping: count.optional(), prices: z.string().optional(), bytes: count, digest: z.string() })
      .optional(),
  })
  .meta({ id: 'SpanRow' });
export type SpanRow = z.output<typeof spanRowSchema>;

export const spanPageLimits = { most: 5000, usual: 2000, parts: 16 } as const;
const partWords = `two numbers of 1 to ${spanPageLimits.parts} as in \`2/4\`, the first not above the second`;

/** A share of the packs of a trace, counted from 1. */
export interface SpanPart {
  index: number;
  of: number;
}

function toPart(text: string): SpanPart {
  const [index = 0, of = 0] = text.split('/').map(Number);
  return { index, of };
}

export const listSpans = defineRoute({
  id: 'listSpans',
  domain: 'tracing',
  method: 'GET',
  path: '/api/v2/traces/{traceId}/spans',
  summary: 'Read the spans of a trace page by page, without payloads',
  description:
    'For traces of any size. Spans come in the order in which they are kept, not in that of time, and one that was sent several times may come several times: `version` says which counts. A page may be shorter than `limit`, and holds about 4 MB at most. To read a large trace faster, read its parts at the same time, each with its own cursors: `part=1/4` to `part=4/4` are disjoint, about equal, and together all of it.',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  params: z.object({ traceId: traceIdSchema }),
  query: z.object({
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(spanPageLimits.most)
      .default(spanPageLimits.usual)
      .meta({ description: `Spans in a page, 1 to ${spanPageLimits.most}` }),
    cursor: z
      .string()
      .max(2048)
      .optional()
      .meta({ description: '`nextCursor` of the page before, which was asked for with the same `part`' }),
    part: z
      .string()
      .regex(/^\d{1,2}\/\d{1,2}$/, partWords)
      .transform(toPart)
      .refine(({ index, of }) => index >= 1 && index <= of && of <= spanPageLimits.parts, partWords)
      .optional()
      .meta({ description: `Only this part of the trace: ${partWords}` }),
  }),
  response: {
    status: 200,
    description: 'A page of spans, and the trace as it is now',
    schema: z.object({
      trace: traceSummarySchema,
      packIds: z.array(z.string()),
      items: z.array(spanRowSchema),
      nextCursor: z.string().nullable(),
    }),
  },
});

export const getSpan = defineRoute({
  id: 'getSpan',
  domain: 'tracing',
  method: 'GET',
  path: '/api/v2/traces/{traceId}/spans/{spanId}',
  summary: 'Read one span, whole',
  description: 'With `pack`, as pages of spans name it, one item is read; without, the whole trace is searched.',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  params: z.object({ traceId: traceIdSchema, spanId: spanIdSchema }),
  query: z.object({
    pack: z
      .string()
      .regex(/^[0-9a-f]{40}$/, 'a pack id is 40 lower-case hexadecimal digits, as `packIds` has them')
      .optional()
      .meta({ description: 'The pack that holds it' }),
  }),
  response: { status: 200, description: 'The span', schema: z.object({ span: spanSchema }) },
});

export const traceSpanRoutes = [listSpans, getSpan] as const;
