import * as z from 'zod';

/** What the queue of replays carries: how far a replay is stands in its record. */
export const replayMessageSchema = z.object({ projectId: z.uuid(), replayId: z.uuid() });
export type ReplayMessage = z.output<typeof replayMessageSchema>;
