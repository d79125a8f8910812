import * as z from 'zod';
import { idSchema, pageOf, pageQuerySchema, timestampSchema } from './common.ts';
import { defineRoute } from './route.ts';
import { timeInputSchema } from './time-input.ts';

export const replayStatuses = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export const maxReplayDays = 31;

const hours = { description: 'Hour in which requests were accepted' };

const rangeFields = {
  from: timeInputSchema.meta({ description: `${hours.description}; minutes are left out` }),
  to: timeInputSchema.meta({ description: 'The end, exclusive; a begun hour counts as a whole one' }),
};

/** What is no time at all has been said to be wrong already, and compares as neither. */
const isForwards = ({ from, to }: { from: string; to: string }) => !(Date.parse(to) <= Date.parse(from));
const isBounded = ({ from, to }: { from: string; to: string }) =>
  !(Date.parse(to) - Date.parse(from) > maxReplayDays * 86_400_000);
const backwards = { error: 'must be after from', path: ['to'] };
const tooLong = { error: `must be at most ${maxReplayDays} days after from`, path: ['to'] };

export const replayRangeSchema = z.strictObject(rangeFields).refine(isForwards, backwards).refine(isBounded, tooLong);

export const replaySchema = z
  .object({
    id: idSchema,
    status: z.enum(replayStatuses),
    from: timestampSchema,
    to: timestampSchema,
    objectsTotal: z
      .int()
      .nonnegative()
      .nullable()
      .meta({ description: 'Requests in the range; null until they are counted' }),
    objectsDone: z.int().nonnegative(),
    spansSent: z.int().nonnegative().meta({ description: 'Spans that were mapped again and sent to be stored' }),
    spansRefused: z
      .int()
      .nonnegative()
      .meta({ description: 'Spans that were refused when they were sent, and are again; nothing of them was stored' }),
    spansRejected: z
      .int()
      .nonnegative()
      .meta({ description: 'Spans that were accepted, and could not be read again: what was stored of them stays' }),
    annotationsRestored: z.int().nonnegative().meta({
      description:
        'Scores, and states of the tags of a trace, that were missing or there in an earlier version, and have been brought back',
    }),
    annotationsPresent: z
      .int()
      .nonnegative()
      .meta({ description: 'Scores and tags that were there, in the version of the archive or a later one' }),
    annotationsDeleted: z.int().nonnegative().meta({
      description: 'Scores and tags that were deleted since, by themselves or with their trace: they stay away',
    }),
    createdAt: timestampSchema,
    createdBy: z.string(),
    startedAt: timestampSchema.nullable(),
    finishedAt: timestampSchema.nullable(),
    updatedAt: timestampSchema,
    error: z.string().nullable(),
  })
  .meta({ id: 'Replay' });
export type Replay = z.output<typeof replaySchema>;

export const replayPreviewSchema = z
  .object({
    from: timestampSchema,
    to: timestampSchema,
    objects: z.int().nonnegative(),
    spans: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    isComplete: z.boolean().meta({ description: 'False if there are more than were counted' }),
  })
  .meta({ id: 'ReplayPreview' });
export type ReplayPreview = z.output<typeof replayPreviewSchema>;

const admin = {
  domain: 'tracing',
  access: { kind: 'project', role: 'admin', scope: 'admin' },
  errors: 'problem',
} as const;
const replayParams = z.object({ replayId: idSchema });

export const createReplay = defineRoute({
  ...admin,
  id: 'createReplay',
  method: 'POST',
  path: '/api/v2/replays',
  summary: 'Read archived requests again, with the rules and prices of today',
  description: `At most ${maxReplayDays} days. One replay of a project runs at a time. Nothing is counted twice: what comes out as before changes nothing.`,
  body: replayRangeSchema,
  exampleBody: { from: '2026-11-26T08:00:00Z', to: '2026-11-26T12:00:00Z' },
  response: { status: 202, description: 'The replay, which begins by itself', schema: replaySchema },
});

export const listReplays = defineRoute({
  ...admin,
  id: 'listReplays',
  method: 'GET',
  path: '/api/v2/replays',
  summary: 'List replays, newest first',
  query: pageQuerySchema,
  response: { status: 200, description: 'A page of replays', schema: pageOf(replaySchema) },
});

export const previewReplay = defineRoute({
  ...admin,
  id: 'previewReplay',
  method: 'GET',
  path: '/api/v2/replays/preview',
  summary: 'Count what a replay would read',
  query: z.object(rangeFields),
  response: { status: 200, description: 'What is archived of the range', schema: replayPreviewSchema },
});

export const getReplay = defineRoute({
  ...admin,
  id: 'getReplay',
  method: 'GET',
  path: '/api/v2/replays/{replayId}',
  summary: 'Read a replay and how far it is',
  params: replayParams,
  response: { status: 200, description: 'The replay', schema: replaySchema },
});

export const cancelReplay = defineRoute({
  ...admin,
  id: 'cancelReplay',
  method: 'POST',
  path: '/api/v2/replays/{replayId}/cancel',
  summary: 'Stop a replay; what it has sent is stored',
  params: replayParams,
  response: { status: 200, description: 'The replay', schema: replaySchema },
});

export const replayRoutes = [createReplay, listReplays, previewReplay, getReplay, cancelReplay] as const;
