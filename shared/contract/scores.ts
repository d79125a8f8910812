import * as z from 'zod';
import { pageOf, pageQuerySchema, spanIdSchema, timestampSchema, traceIdSchema } from './common.ts';
import { defineRoute } from './route.ts';

/** What a trace takes; beyond it a score is refused, so that the sums in its summary stay exact. */
export const scoreLimits = {
  batch: 100,
  perTarget: 10_000,
  names: 50,
  labels: 50,
  nameCharacters: 100,
  labelCharacters: 100,
  commentCharacters: 4000,
  metadataBytes: 4096,
  magnitude: 1e15,
} as const;

export const scoreDataTypes = ['number', 'boolean', 'category'] as const;
export type ScoreDataType = (typeof scoreDataTypes)[number];
/** Who says it: a program, a person, or a scorer of an evaluation. */
export const scoreSources = ['api', 'annotation', 'evaluation'] as const;

const scoreIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/, 'letters, digits, `.`, `_`, `:` and `-`, at most 100');
const sessionIdSchema = z.string().min(1).max(200);
/** Names are keys of objects in answers; this one would not be. */
const scoreNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(scoreLimits.nameCharacters)
  .refine((name) => name !== '__proto__', 'must be another name');

export const scoreValueSchema = z.union(
  [
    z.number().min(-scoreLimits.magnitude).max(scoreLimits.magnitude),
    z.boolean(),
    z.string().trim().min(1).max(scoreLimits.labelCharacters),
  ],
  `must be a number up to ${scoreLimits.magnitude}, true, false, or a word of at most ${scoreLimits.labelCharacters} characters`,
);
export type ScoreValue = z.output<typeof scoreValueSchema>;

const scorerSchema = z.strictObject({ name: z.string().min(1).max(200), version: z.string().min(1).max(100) });
const metadataSchema = z
  .record(z.string().max(100), z.json())
  .refine((metadata) => JSON.stringify(metadata).length <= scoreLimits.metadataBytes, {
    error: `must be at most ${scoreLimits.metadataBytes} characters of JSON`,
  });

export const scoreInputSchema = z
  .strictObject({
    id: scoreIdSchema.optional().meta({
      description:
        'Yours; the same id of the same trace replaces. Without it: a person has one score per name and span, and a program adds one with each request (send `idempotency-key` to make retries harmless)',
    }),
    traceId: traceIdSchema
      .optional()
      .meta({ description: 'What is scored: a trace, which may come later, or a session' }),
    spanId: spanIdSchema.optional().meta({ description: 'A span of the trace; it counts in the trace’s scores, too' }),
    sessionId: sessionIdSchema.optional(),
    name: scoreNameSchema,
    value: scoreValueSchema,
    dataType: z.enum(scoreDataTypes).optional().meta({ description: 'Follows from the value; sent, it has to fit' }),
    comment: z.string().max(scoreLimits.commentCharacters).optional(),
    source: z
      .enum(scoreSources)
      .optional()
      .meta({ description: 'Of people always `annotation`; else `api` unless told' }),
    scorer: scorerSchema.optional().meta({ description: 'Which version of which scorer said it' }),
    metadata: metadataSchema.optional(),
  })
  .refine(({ traceId, sessionId }) => (traceId === undefined) !== (sessionId === undefined), {
    error: 'send either `traceId` or `sessionId`',
    path: ['traceId'],
  })
  .refine(({ spanId, traceId }) => spanId === undefined || traceId !== undefined, {
    error: 'a span is found by its trace: send `traceId`, too',
    path: ['spanId'],
  })
  .refine(({ dataType, value }) => dataType === undefined || dataType === dataTypeOf(value), {
    error: 'must fit the value: `number` for numbers, `boolean` for true and false, `category` for words',
    path: ['dataType'],
  })
  .meta({ id: 'ScoreInput' });
export type ScoreInput = z.input<typeof scoreInputSchema>;

export function dataTypeOf(value: ScoreValue): ScoreDataType {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'category';
}

export const scoreSchema = z
  .object({
    id: z.string(),
    traceId: traceIdSchema.nullable(),
    spanId: spanIdSchema.nullable(),
    sessionId: z.string().nullable(),
    name: z.string(),
    dataType: z.enum(scoreDataTypes),
    value: scoreValueSchema,
    comment: z.string().nullable(),
    source: z.enum(scoreSources),
    author: z.object({ kind: z.enum(['person', 'key']), id: z.string(), name: z.string() }),
    scorer: z.object({ name: z.string(), version: z.string() }).nullable(),
    metadata: z.record(z.string(), z.unknown()),
    createdAt: timestampSchema,
    updatedAt: timestampSchema,
  })
  .meta({ id: 'Score' });
export type Score = z.output<typeof scoreSchema>;

export const scoreResultSchema = z
  .object({
    index: z.int().nonnegative().meta({ description: 'Place in the request' }),
    status: z.enum(['created', 'replaced', 'unchanged', 'failed']),
    score: scoreSchema.nullable(),
    error: z
      .object({
        code: z.string(),
        message: z.string(),
        retryable: z.boolean(),
        errors: z.array(z.object({ field: z.string(), message: z.string() })),
      })
      .nullable(),
  })
  .meta({ id: 'ScoreResult' });
export type ScoreResult = z.output<typeof scoreResultSchema>;

export const createScores = defineRoute({
  id: 'createScores',
  domain: 'tracing',
  method: 'POST',
  path: '/api/v2/scores',
  summary: 'Score traces, spans and sessions, up to 100 at a time',
  description:
    'Answers once the scores are stored, with a result for each: one that cannot be taken does not keep the others from it. If none could be stored, the answer is the error of the first.',
  access: { kind: 'project', role: 'editor', scope: 'ingest' },
  errors: 'problem',
  body: z.strictObject({
    scores: z
      // Each is read by itself, so that one that is wrong is told from those that are right.
      .array(z.union([scoreInputSchema, z.unknown()]))
      .min(1)
      .max(scoreLimits.batch),
  }),
  exampleBody: {
    scores: [
      { traceId: '0af7651916cd43dd8448eb211c80319c', name: 'helpful', value: true, comment: 'Found the order' },
      { traceId: '0af7651916cd43dd8448eb211c80319c', name: 'tone', value: 'friendly' },
    ],
  },
  response: {
    status: 200,
    description: 'What became of each',
    schema: z.object({ results: z.array(scoreResultSchema), storedCount: z.int(), failedCount: z.int() }),
  },
});

export const listTraceScores = defineRoute({
  id: 'listTraceScores',
  domain: 'tracing',
  method: 'GET',
  path: '/api/v2/traces/{traceId}/scores',
  summary: 'List the scores of a trace and its spans, in the order of their ids',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  params: z.object({ traceId: traceIdSchema }),
  query: pageQuerySchema,
  response: { status: 200, description: 'A page of scores; empty for a trace without', schema: pageOf(scoreSchema) },
});

export const listSessionScores = defineRoute({
  id: 'listSessionScores',
  domain: 'tracing',
  method: 'GET',
  path: '/api/v2/scores',
  summary: 'List the scores of a session, in the order of their ids',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  query: pageQuerySchema.extend({ sessionId: sessionIdSchema }),
  response: { status: 200, description: 'A page of scores', schema: pageOf(scoreSchema) },
});

export const deleteScore = defineRoute({
  id: 'deleteScore',
  domain: 'tracing',
  method: 'DELETE',
  path: '/api/v2/scores/{scoreId}',
  summary: 'Delete a score: one’s own, or any as an administrator',
  access: { kind: 'project', role: 'editor', scope: 'write' },
  errors: 'problem',
  params: z.object({ scoreId: scoreIdSchema }),
  query: z
    .object({ traceId: traceIdSchema.optional(), sessionId: sessionIdSchema.optional() })
    .refine(({ traceId, sessionId }) => (traceId === undefined) !== (sessionId === undefined), {
      error: 'say which score: send either `traceId` or `sessionId`',
      path: ['traceId'],
    }),
  response: { status: 204, description: 'Deleted' },
});

const langfuseBody = z.record(z.string(), z.unknown()).meta({
  description: 'As Langfuse’s API has it: `name`, `value`, `traceId`, `observationId`, `dataType`, `comment`',
});

export const createLangfuseScore = defineRoute({
  id: 'createLangfuseScore',
  domain: 'tracing',
  method: 'POST',
  path: '/api/public/scores',
  summary: 'Score as with Langfuse’s API',
  access: { kind: 'project', role: 'editor', scope: 'ingest' },
  errors: 'problem',
  body: langfuseBody,
  exampleBody: { traceId: '0af7651916cd43dd8448eb211c80319c', name: 'helpful', value: 1, dataType: 'BOOLEAN' },
  response: { status: 200, description: 'Stored', schema: z.object({ id: z.string() }) },
});

export const ingestLangfuseEvents = defineRoute({
  id: 'ingestLangfuseEvents',
  domain: 'tracing',
  method: 'POST',
  path: '/api/public/ingestion',
  summary: 'Take the scores that the SDKs of Langfuse send; their spans go to /api/public/otel/v1/traces',
  description: 'Events of other types than `score-create` are answered with an error each.',
  access: { kind: 'project', role: 'editor', scope: 'ingest' },
  errors: 'problem',
  body: z.strictObject({
    batch: z.array(z.record(z.string(), z.unknown())).min(1).max(1000),
    metadata: z.unknown().optional(),
  }),
  exampleBody: {
    batch: [
      {
        id: '5bc0b5d8-9b5e-4f6c-a8a5-2f4f9c4a3f10',
        type: 'score-create',
        timestamp: '2026-11-26T14:00:00Z',
        body: { traceId: '0af7651916cd43dd8448eb211c80319c', name: 'helpful', value: 1 },
      },
    ],
  },
  response: {
    status: 207,
    description: 'What became of each event',
    schema: z.object({
      successes: z.array(z.object({ id: z.string(), status: z.int() })),
      errors: z.array(z.object({ id: z.string(), status: z.int(), message: z.string() })),
    }),
  },
});

export const scoreRoutes = [
  createScores,
  listTraceScores,
  listSessionScores,
  deleteScore,
  createLangfuseScore,
  ingestLangfuseEvents,
] as const;
