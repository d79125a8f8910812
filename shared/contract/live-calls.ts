import * as z from 'zod';
import { idSchema, spanIdSchema, timestampSchema, traceIdSchema } from './common.ts';

/** What every event of a call says, so that each can stand for itself: they may come twice, late or in another order. */
const callFields = {
  /** The id of the call's span. */
  callId: spanIdSchema,
  traceId: traceIdSchema,
  startTime: timestampSchema,
  operation: z.enum(['chat', 'embeddings']),
  /** As the caller named it: a model, a route or `auto`. */
  requestedModel: z.string(),
  isStreamed: z.boolean(),
  keyId: z.string().nullable(),
  userId: z.string().nullable(),
  sessionId: z.string().nullable(),
  environment: z.string().nullable(),
  tags: z.array(z.string()),
};

/** Who answers. */
const answererFields = {
  model: z.string(),
  provider: z.string(),
  isSimulated: z.boolean(),
};

export const liveCallEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call.started'),
    ...callFields,
    /** Only where the project captures content. */
    inputPreview: z.string().nullable(),
  }),
  /** The first token has come. */
  z.object({
    type: z.literal('call.streaming'),
    ...callFields,
    ...answererFields,
    timeToFirstTokenMs: z.number().nonnegative(),
  }),
  z.object({
    type: z.literal('call.ended'),
    ...callFields,
    ...answererFields,
    status: z.enum(['ok', 'error']),
    errorType: z.string().nullable(),
    durationMs: z.number().nonnegative(),
    timeToFirstTokenMs: z.number().nonnegative().nullable(),
    /** Of the call and of attempts that failed before it; null where nothing is known. */
    inputTokens: z.int().nonnegative().nullable(),
    outputTokens: z.int().nonnegative().nullable(),
    totalTokens: z.int().nonnegative().nullable(),
    costNanoUsd: z.int().nullable(),
    isEstimated: z.boolean(),
    finishReason: z.string().nullable(),
    attemptCount: z.int().nonnegative(),
    cache: z.enum(['hit', 'shared', 'miss']).nullable(),
  }),
]);
export type LiveCallEvent = z.output<typeof liveCallEventSchema>;
export type LiveCallFields = Omit<Extract<LiveCallEvent, { type: 'call.started' }>, 'type' | 'inputPreview'>;

/** What one process of the gateway tells the live publisher: events of a moment. */
export const liveBatchSchema = z.object({
  sentAt: z.int().meta({ description: 'Epoch milliseconds' }),
  projects: z.array(
    z.object({
      projectId: idSchema,
      events: z.array(liveCallEventSchema),
      /** Events that the process had no room for. */
      lostCount: z.int().nonnegative(),
    }),
  ),
});
export type LiveBatch = z.output<typeof liveBatchSchema>;
