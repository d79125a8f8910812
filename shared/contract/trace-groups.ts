import * as z from 'zod';
import { maxFilterCharacters } from '../trace-filter/tokenize.ts';
import { pageOf, timestampSchema } from './common.ts';
import { defineRoute } from './route.ts';
import { traceScoreSchema } from './span.ts';
import { timeInputSchema } from './time-input.ts';

/** Traces whose sums an answer holds: of a group in a list, and of one that is asked for by itself. */
export const groupBounds = { listedTraces: 1000, readTraces: 10_000, ids: 20 } as const;

const count = z.int().nonnegative();

/** What the traces of a session or user come to. */
const totalsShape = {
  traceCount: count,
  errorCount: count.meta({ description: 'Traces that hold an error' }),
  firstTime: timestampSchema.meta({ description: 'Start of the first trace' }),
  lastTime: timestampSchema.meta({ description: 'Latest end' }),
  durationMs: z.number().nonnegative().meta({ description: 'Sum over the traces' }),
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  costNanoUsd: z.int().nullable().meta({ description: 'Sum of the known costs; null if none is known' }),
  simulatedCostNanoUsd: count.meta({ description: 'Of `costNanoUsd`, what nobody is charged for' }),
  unpricedSpanCount: count.meta({ description: 'Spans whose cost is unknown: `costNanoUsd` does not hold them' }),
  isEstimated: z.boolean(),
  isSimulated: z.boolean().meta({ description: 'Holds simulated spans' }),
  simulatedTraceCount: count.meta({ description: 'Traces that hold simulated spans' }),
  models: z.array(z.string()).meta({ description: 'The 20 that most traces called' }),
  scores: z.record(z.string(), traceScoreSchema),
  isComplete: z
    .boolean()
    .meta({ description: 'False where there are more traces than are read: the sums are those of the newest' }),
};

export const sessionSummarySchema = z
  .object({
    sessionId: z.string(),
    ...totalsShape,
    userIds: z.array(z.string()).meta({ description: 'The first 20' }),
    userCount: count,
  })
  .meta({ id: 'SessionSummary' });
export type SessionSummary = z.output<typeof sessionSummarySchema>;

export const userSummarySchema = z
  .object({
    userId: z.string(),
    ...totalsShape,
    sessionIds: z.array(z.string()).meta({ description: 'The 20 newest' }),
    sessionCount: count,
  })
  .meta({ id: 'UserSummary' });
export type UserSummary = z.output<typeof userSummarySchema>;

const range = {
  from: timeInputSchema.optional().meta({ description: 'Earliest start, inclusive; default: 7 days ago' }),
  to: timeInputSchema
    .optional()
    .meta({ description: 'Latest start, exclusive; default: a day from now, as clocks of senders run ahead' }),
};
const listQuery = z.object({
  q: z
    .string()
    .max(maxFilterCharacters)
    .optional()
    .meta({ description: 'Those that have a trace which fits this filter; the sums are of all their traces' }),
  ...range,
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'Rows in a page, 1 to 100' }),
  cursor: z.string().max(4096).optional().meta({ description: '`nextCursor` of the page before' }),
});
const detailQuery = z.object({
  ...range,
  from: timeInputSchema.optional().meta({ description: 'Earliest start, inclusive; default: all that is kept' }),
});

/** How far a page has come, so that a short one still shows progress. */
const searched = {
  searchedTo: timestampSchema.meta({ description: 'Every trace that started from here on was looked at' }),
};

const read = {
  domain: 'tracing',
  method: 'GET',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
} as const;
const listDescription =
  'Sums are of the traces in the time range. Each stands where its newest fitting trace does. A page may be short, or empty, and still have a `nextCursor`, when few of many traces fit; what comes after the first page was read is not in later ones.';
const idSchema = z.string().min(1).max(4096);

export const listSessions = defineRoute({
  ...read,
  id: 'listSessions',
  path: '/api/v2/sessions',
  summary: 'List sessions, last used first, with what their traces come to',
  description: listDescription,
  query: listQuery,
  response: {
    status: 200,
    description: 'A page of sessions',
    schema: pageOf(sessionSummarySchema).extend(searched),
  },
});

export const getSession = defineRoute({
  ...read,
  id: 'getSession',
  path: '/api/v2/sessions/{sessionId}',
  summary: 'Read what the traces of a session come to',
  description: `Of the newest ${groupBounds.readTraces} traces. Its traces are \`GET /api/v2/traces?q=session="…"\`.`,
  params: z.object({ sessionId: idSchema }),
  query: detailQuery,
  response: { status: 200, description: 'The session', schema: sessionSummarySchema },
});

export const listUsers = defineRoute({
  ...read,
  id: 'listUsers',
  path: '/api/v2/users',
  summary: 'List the users that traces name, last seen first, with what their traces come to',
  description: listDescription,
  query: listQuery,
  response: { status: 200, description: 'A page of users', schema: pageOf(userSummarySchema).extend(searched) },
});

export const getUser = defineRoute({
  ...read,
  id: 'getUser',
  path: '/api/v2/users/{userId}',
  summary: 'Read what the traces of a user come to',
  description: `Of the newest ${groupBounds.readTraces} traces. The traces are \`GET /api/v2/traces?q=user="…"\`.`,
  params: z.object({ userId: idSchema }),
  query: detailQuery,
  response: { status: 200, description: 'The user', schema: userSummarySchema },
});

export const traceGroupRoutes = [listSessions, getSession, listUsers, getUser] as const;
