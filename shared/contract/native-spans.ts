import * as z from 'zod';
import { nativeTimeSchema } from './native-time.ts';
import { defineRoute } from './route.ts';
import { spanStatuses, spanTypes } from './span.ts';
import { usageBuckets } from './usage.ts';

export const maxNativeSpans = 1_000;

const hexId = (digits: number, what: string) =>
  z
    .string()
    .regex(new RegExp(`^(?!0+$)[0-9a-fA-F]{${digits}}$`), `must be ${what}: ${digits} hexadecimal digits, not all zero`)
    .transform((id) => id.toLowerCase());
const label = z.string().min(1).max(500);
const nullable = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
/** Deeper JSON exhausts the stack of what serialises it. */
const maxDepth = 64;
const json = z.unknown().refine((value) => isWithinDepth(value, maxDepth), {
  error: `must not be nested deeper than ${maxDepth} levels`,
});
const jsonObject = z.record(z.string().max(500), json);

function isWithinDepth(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => isWithinDepth(each, levels - 1));
}

const tokens = z.int().min(0).max(1e12);
const counts = ['input', 'output', 'total'] as const;

/**
 * Either Signalbox's exclusive buckets, or what a provider reports: `input` and `output` as wholes, and parts of them.
 * `inputUncached` and `outputText` tell the first from the second.
 */
const nativeUsageSchema = z
  .strictObject({
    ...(Object.fromEntries([...counts, ...usageBuckets].map((name) => [name, tokens.optional()])) as Record<
      (typeof counts)[number] | (typeof usageBuckets)[number],
      z.ZodOptional<typeof tokens>
    >),
    convention: z.enum(['inclusive', 'exclusive']).optional().meta({
      description: 'Whether `input` holds the cached parts; default: it does, unless the numbers say otherwise',
    }),
    basis: z.enum(['reported', 'estimated']).default('reported'),
  })
  .meta({
    description: 'Exclusive buckets (`inputUncached`, `outputText`, …), or wholes (`input`, `output`) with their parts',
  });
export type NativeUsage = z.output<typeof nativeUsageSchema>;

const nativeModelSchema = z.strictObject({
  requestedModel: z.string().min(1).max(500),
  answeringModel: nullable(label),
  provider: label.default('unknown').meta({ description: 'Default: the maker of the model' }),
  operation: label.default('chat'),
  parameters: jsonObject.default({}),
  finishReasons: z.array(label).max(100).default([]),
  timeToFirstTokenMs: nullable(z.number().nonnegative()),
  isStreamed: z.boolean().optional().meta({ description: 'Default: whether there is a time to first token' }),
  prompt: z
    .strictObject({ name: label, version: nullable(label) })
    .optional()
    .meta({ description: 'The managed prompt that the messages were made from' }),
});

const nativeCostSchema = z
  .strictObject({
    totalNanoUsd: z.int().nonnegative().meta({ description: 'USD × 10⁻⁹' }),
    buckets: z.partialRecord(z.enum(usageBuckets), z.int().nonnegative()).default({}),
  })
  .refine(
    ({ totalNanoUsd, buckets }) => {
      const parts = Object.values(buckets);
      return parts.length === 0 || parts.reduce((sum, part) => sum + part, 0) === totalNanoUsd;
    },
    { error: 'must be the sum of the buckets', path: ['totalNanoUsd'] },
  );

/** Names of `metadata` that Signalbox writes itself. */
const reservedMetadata: readonly string[] = ['mapping'];

/** A span in Signalbox's own words. All but its ids, its name and its start may be left out. */
export const nativeSpanSchema = z
  .strictObject({
    traceId: hexId(32, 'a W3C trace id'),
    spanId: hexId(16, 'a W3C span id'),
    parentSpanId: nullable(hexId(16, 'a W3C span id')),
    name: z.string().min(1).max(2_000),
    traceName: label.optional(),
    type: z.enum(spanTypes).optional().meta({ description: 'Default: `llm` with a `model`, else `span`' }),
    startTime: nativeTimeSchema,
    endTime: nativeTimeSchema.optional().meta({
      description:
        'Default: `startTime`. An end before it is kept as `startTime`, with a warning in `metadata.mapping`',
    }),
    status: z.enum(spanStatuses).optional().meta({ description: 'Default: `error` with an `errorType`, else `unset`' }),
    errorType: nullable(label),
    statusMessage: nullable(z.string().max(100_000)),
    service: nullable(label),
    environment: nullable(label),
    release: nullable(label),
    region: label.optional(),
    sessionId: nullable(label),
    userId: nullable(label),
    tags: z.array(z.string().min(1).max(200)).max(50).default([]),
    metadata: jsonObject
      .refine((metadata) => !reservedMetadata.some((name) => name in metadata), {
        error: `must not hold ${reservedMetadata.map((name) => `\`${name}\``).join(', ')}: Signalbox writes it`,
      })
      .default({}),
    model: nullable(nativeModelSchema),
    usage: nullable(nativeUsageSchema),
    cost: nullable(nativeCostSchema).meta({ description: 'Default: what `usage` costs by the price table' }),
    input: json.optional().meta({ description: 'Any JSON' }),
    output: json.optional().meta({ description: 'Any JSON' }),
    attributes: jsonObject.default({}),
    isSimulated: z.boolean().default(false).meta({
      description:
        'Nobody ran it: its figures are made up, and nobody is charged. Spans of the sandbox are, whatever is said',
    }),
  })
  .meta({ id: 'NativeSpan' });
export type NativeSpan = z.output<typeof nativeSpanSchema>;

const batchOf = <T extends z.ZodType>(span: T) => z.strictObject({ spans: z.array(span).min(1).max(maxNativeSpans) });

/** Each span is checked by itself, so that a wrong one costs only itself. */
export const nativeSpansBodySchema = batchOf(z.unknown());

export const ingestSpans = defineRoute({
  id: 'ingestSpans',
  domain: 'tracing',
  method: 'POST',
  path: '/api/v2/spans',
  summary: 'Take spans in Signalbox’s own words, up to 1,000',
  description:
    'Answers once the spans are durable. Each is checked by itself: those that are wrong are named in `rejected`, the others are kept. JSON, gzip or identity.',
  access: { kind: 'project', role: 'editor', scope: 'ingest' },
  errors: 'problem',
  body: nativeSpansBodySchema,
  documentedBody: batchOf(nativeSpanSchema),
  exampleBody: {
    spans: [
      {
        traceId: '5b8efff798038103d269b633813fc60c',
        spanId: 'eee19b7ec3c1b174',
        name: 'answer',
        startTime: '2026-11-26T14:00:00Z',
        endTime: '2026-11-26T14:00:01.25Z',
        model: { provider: 'openai', requestedModel: 'gpt-5-mini' },
        usage: { input: 1200, output: 80, cacheRead: 1000 },
        input: [{ role: 'user', content: 'Where is my order?' }],
        output: 'On its way.',
      },
    ],
  },
  takesGzip: true,
  maxBodyBytes: 10 * 1024 * 1024,
  response: {
    status: 200,
    description: 'What became of the spans',
    schema: z.object({
      accepted: z.int().nonnegative(),
      rejected: z.array(
        z.object({
          index: z.int().nonnegative().meta({ description: 'Place in the batch, from 0' }),
          spanId: z.string().optional(),
          errors: z.array(z.object({ field: z.string(), message: z.string() })),
        }),
      ),
    }),
  },
});

export const nativeSpanRoutes = [ingestSpans] as const;
