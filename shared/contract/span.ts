import * as z from 'zod';
import { callDecisionSchema } from './call-decision.ts';
import { idSchema, spanIdSchema, timestampSchema, traceIdSchema } from './common.ts';
import { costSchema, usageSchema } from './usage.ts';

export const spanTypes = [
  'agent',
  'workflow',
  'llm',
  'embedding',
  'retriever',
  'reranker',
  'tool',
  'guardrail',
  'evaluator',
  'event',
  'span',
] as const;
export const spanStatuses = ['ok', 'error', 'unset'] as const;

/** JSON, as it was sent. */
export const jsonSchema = z.unknown();

/** What a model call asked for, beside its messages. Only what was sent is present. */
export const modelParametersSchema = z.record(z.string(), jsonSchema);

export const modelCallSchema = z
  .object({
    operation: z.string().meta({ description: '`chat`, `embeddings`, …' }),
    provider: z.string(),
    requestedModel: z.string(),
    answeringModel: z.string().nullable(),
    parameters: modelParametersSchema,
    finishReasons: z.array(z.string()),
    isStreamed: z.boolean(),
    timeToFirstTokenMs: z.number().nonnegative().nullable(),
    isSuperseded: z
      .boolean()
      .optional()
      .meta({ description: 'True of an attempt that another one took the place of: its failure is not the call’s' }),
    prompt: z
      .object({ name: z.string(), version: z.string().nullable() })
      .optional()
      .meta({ description: 'The managed prompt that the messages were made from' }),
  })
  .meta({ id: 'ModelCall' });

/**
 * Input or output of a span. `preview` is the first characters as text; `value` is the whole, unless it is larger than
 * what one answer carries, in which case `isTruncated` is true.
 */
export const payloadSchema = z
  .object({
    preview: z.string(),
    value: jsonSchema,
    bytes: z.int().nonnegative(),
    isTruncated: z.boolean(),
  })
  .meta({ id: 'Payload' });

/** The canonical record; everything that is traced becomes one of these. Design §4. */
export const spanSchema = z
  .object({
    projectId: idSchema,
    traceId: traceIdSchema,
    spanId: spanIdSchema,
    parentSpanId: spanIdSchema.nullable(),
    name: z.string(),
    /** What the sender calls the whole trace; without it a trace is called after its root. */
    traceName: z.string().optional(),
    type: z.enum(spanTypes),
    startTime: timestampSchema,
    endTime: timestampSchema,
    /** Nanoseconds since 1970 as decimal strings: the exact times. */
    startTimeUnixNano: z.string(),
    endTimeUnixNano: z.string(),
    durationMs: z.number().nonnegative(),
    status: z.enum(spanStatuses),
    errorType: z.string().nullable(),
    statusMessage: z.string().nullable(),
    service: z.string().nullable(),
    environment: z.string().nullable(),
    release: z.string().nullable(),
    region: z
      .string()
      .optional()
      .meta({ description: 'Where it ran, as the cloud names it; absent if nothing says so' }),
    sessionId: z.string().nullable(),
    userId: z.string().nullable(),
    keyId: z.string().nullable(),
    tags: z.array(z.string()),
    metadata: z.record(z.string(), jsonSchema),
    model: modelCallSchema.nullable(),
    /** Only of calls through the gateway. */
    decision: callDecisionSchema.nullish(),
    usage: usageSchema.nullable(),
    cost: costSchema.nullable(),
    input: payloadSchema.nullable(),
    output: payloadSchema.nullable(),
    /** Attributes exactly as they came. */
    attributes: z.record(z.string(), jsonSchema),
    isSimulated: z
      .boolean()
      .meta({ description: 'An answer of the sandbox provider, or of somebody who says so: nobody is charged' }),
  })
  .meta({ id: 'Span' });
/** A span as the API shows it. */
export type Span = z.output<typeof spanSchema>;

/** What people and evaluators said of a trace under one name. */
export const traceScoreSchema = z
  .object({
    count: z.int().positive(),
    mean: z.number().nullable().meta({ description: 'Of numbers, and of true (1) and false (0); null of words only' }),
    labels: z.array(z.string()).meta({ description: 'The different words, sorted' }),
  })
  .meta({ id: 'TraceScore' });
export type TraceScore = z.output<typeof traceScoreSchema>;

export const traceSummarySchema = z
  .object({
    traceId: traceIdSchema,
    projectId: idSchema,
    name: z.string(),
    startTime: timestampSchema,
    endTime: timestampSchema,
    durationMs: z.number().nonnegative(),
    status: z.enum(spanStatuses),
    spanCount: z.int().nonnegative(),
    errorCount: z.int().nonnegative(),
    models: z.array(z.string()),
    providers: z.array(z.string()),
    inputTokens: z.int().nonnegative(),
    outputTokens: z.int().nonnegative(),
    totalTokens: z.int().nonnegative(),
    /** Sum of the known costs, USD × 10⁻⁹; null if none is known. */
    costNanoUsd: z.int().nullable(),
    simulatedCostNanoUsd: z.int().nonnegative().meta({ description: 'Of `costNanoUsd`, what nobody is charged for' }),
    /** Spans with usage whose cost is unknown: `costNanoUsd` does not hold them. */
    unpricedSpanCount: z.int().nonnegative(),
    isEstimated: z.boolean().meta({ description: 'Some token counts are estimates' }),
    isSimulated: z.boolean().meta({ description: 'Holds simulated spans' }),
    timeToFirstTokenMs: z.number().nonnegative().nullable(),
    service: z.string().nullable(),
    environment: z.string().nullable(),
    sessionId: z.string().nullable(),
    userId: z.string().nullable(),
    release: z.string().nullable(),
    /** Of any span, and those that people gave the trace; like all lists here sorted and bounded. */
    tags: z.array(z.string()),
    keyIds: z.array(z.string()),
    types: z.array(z.enum(spanTypes)),
    errorTypes: z.array(z.string()),
    prompts: z.array(z.string()).meta({ description: 'Managed prompts, as `name@version`' }),
    metadata: z.array(z.string()).meta({ description: 'Metadata of all spans, as `key=value`' }),
    scores: z.record(z.string(), traceScoreSchema),
    inputPreview: z.string().nullable(),
    outputPreview: z.string().nullable(),
  })
  .meta({ id: 'TraceSummary' });
export type TraceSummary = z.output<typeof traceSummarySchema>;
