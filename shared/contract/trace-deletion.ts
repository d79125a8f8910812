import * as z from 'zod';
import { idSchema, pageOf, pageQuerySchema, timestampSchema, traceIdSchema } from './common.ts';
import { defineRoute } from './route.ts';

export const maxDeletedTraces = 100;
const nameSchema = z.string().min(1).max(1000);

export const deletionTargets = ['traces', 'session', 'user'] as const;
export const deletionStatuses = ['waiting', 'running', 'done', 'failed'] as const;

export const traceDeletionSchema = z
  .object({
    id: idSchema,
    target: z.object({
      kind: z.enum(deletionTargets),
      id: z.string().nullable().meta({
        description:
          'Of the session or user, for as long as it is being deleted; then nothing is left of it, even here',
      }),
      traceCount: z.int().nullable().meta({ description: 'Of traces: how many were named' }),
    }),
    status: z.enum(deletionStatuses),
    createdAt: timestampSchema,
    finishedAt: timestampSchema.nullable(),
    createdBy: z.string(),
    traceCount: z.int().nonnegative().meta({ description: 'Traces deleted so far; so are all counts' }),
    spanCount: z.int().nonnegative(),
    scoreCount: z.int().nonnegative(),
    objectCount: z.int().nonnegative().meta({ description: 'Large inputs, outputs and packs' }),
    rewrittenCount: z.int().nonnegative().meta({ description: 'Objects of the raw archive that were rewritten' }),
    error: z.string().nullable(),
  })
  .meta({ id: 'TraceDeletion' });
export type TraceDeletion = z.output<typeof traceDeletionSchema>;

const admin = { kind: 'project', role: 'admin', scope: 'admin' } as const;

export const createTraceDeletion = defineRoute({
  id: 'createTraceDeletion',
  domain: 'tracing',
  method: 'POST',
  path: '/api/v2/trace-deletions',
  summary: 'Delete traces, or all traces of a session or user, for good',
  description:
    'Answers at once; read the deletion for its progress. The traces disappear from lists first. What comes later of a trace that was deleted is dropped.',
  access: admin,
  errors: 'problem',
  body: z
    .strictObject({
      traceIds: z.array(traceIdSchema).min(1).max(maxDeletedTraces).optional(),
      sessionId: nameSchema.optional(),
      userId: nameSchema.optional(),
    })
    .refine((target) => Object.values(target).filter((value) => value !== undefined).length === 1, {
      error: 'send exactly one of `traceIds`, `sessionId` and `userId`',
      path: ['traceIds'],
    }),
  exampleBody: { userId: 'customer-4711' },
  response: { status: 202, description: 'What is going to happen', schema: traceDeletionSchema },
});

export const listTraceDeletions = defineRoute({
  id: 'listTraceDeletions',
  domain: 'tracing',
  method: 'GET',
  path: '/api/v2/trace-deletions',
  summary: 'List deletions of traces, newest first',
  access: admin,
  errors: 'problem',
  query: pageQuerySchema,
  response: { status: 200, description: 'A page of deletions', schema: pageOf(traceDeletionSchema) },
});

export const getTraceDeletion = defineRoute({
  id: 'getTraceDeletion',
  domain: 'tracing',
  method: 'GET',
  path: '/api/v2/trace-deletions/{deletionId}',
  summary: 'Read how far a deletion is',
  access: admin,
  errors: 'problem',
  params: z.object({ deletionId: idSchema }),
  response: { status: 200, description: 'The deletion', schema: traceDeletionSchema },
});

export const traceDeletionRoutes = [createTraceDeletion, listTraceDeletions, getTraceDeletion] as const;
