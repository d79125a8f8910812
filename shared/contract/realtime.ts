import * as z from 'zod';
import { timestampSchema, traceIdSchema } from './common.ts';
import { liveCallEventSchema } from './live-calls.ts';
import { defineRoute } from './route.ts';
import { traceSummarySchema } from './span.ts';

export const createRealtimeTicket = defineRoute({
  id: 'createRealtimeTicket',
  domain: 'realtime',
  method: 'POST',
  path: '/api/v2/realtime/tickets',
  summary: 'Get a single-use ticket for the WebSocket, valid for 60 seconds',
  access: { kind: 'project', role: 'viewer', scope: 'read' },
  errors: 'problem',
  response: {
    status: 201,
    description: 'Connect to `url`, which already holds the ticket',
    schema: z.object({ ticket: z.string(), url: z.string(), expiresAt: timestampSchema }),
  },
});

export const realtimeRoutes = [createRealtimeTicket] as const;

/** `project:<id>:traces`: every change of a trace summary of a project, and every deletion of a trace. */
export function tracesTopic(projectId: string): string {
  return `project:${projectId}:traces`;
}

/** What a client may send over the WebSocket. */
export const clientMessageSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('subscribe'),
    topic: z.string().max(200),
    /** Resume after this event, if it is still kept. */
    lastEventId: z.string().max(100).optional(),
  }),
  z.object({ action: z.literal('unsubscribe'), topic: z.string().max(200) }),
  z.object({ action: z.literal('ping') }),
]);
export type ClientMessage = z.output<typeof clientMessageSchema>;

export const liveEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('trace.updated'), trace: traceSummarySchema }),
  z.object({ type: z.literal('trace.deleted'), traceId: traceIdSchema }),
]);
export type LiveEvent = z.output<typeof liveEventSchema>;
export type TraceUpdatedEvent = Extract<LiveEvent, { type: 'trace.updated' }>;

/** What the server sends over the WebSocket. */
export const serverMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), topic: z.string(), id: z.string(), event: liveEventSchema }),
  /** Many events at once, of a topic that keeps none. */
  z.object({
    type: z.literal('events'),
    topic: z.string(),
    events: z.array(liveCallEventSchema),
    /** 1: all; 0.25: those of one call in four, because there are too many to show. */
    sampledFraction: z.number().positive().max(1),
    /** Events that were lost, or too old to be shown, since the message before. */
    missedCount: z.int().nonnegative(),
  }),
  /** `isComplete` false: events before the first one that follows are no longer kept; read the list again. */
  z.object({ type: z.literal('subscribed'), topic: z.string(), isComplete: z.boolean() }),
  z.object({ type: z.literal('unsubscribed'), topic: z.string() }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
]);
export type ServerMessage = z.output<typeof serverMessageSchema>;
export type LiveEventsMessage = Extract<ServerMessage, { type: 'events' }>;
