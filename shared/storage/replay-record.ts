import * as z from 'zod';
import { type Replay, replayStatuses } from '../contract/replays.ts';

/** A replay as it is stored; times are epoch milliseconds. */
export const replayRecordSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  status: z.enum(replayStatuses),
  from: z.number(),
  to: z.number(),
  /** The key of the last object that is done; null before the first. */
  position: z.string().nullable(),
  objectsTotal: z.number().nullable(),
  objectsDone: z.number(),
  spansSent: z.number(),
  /** Replays of before counted them as rejected. */
  spansRefused: z.number().default(0),
  spansRejected: z.number(),
  /** Replays of before read nothing of what was said. */
  annotationsRestored: z.number().default(0),
  annotationsPresent: z.number().default(0),
  annotationsDeleted: z.number().default(0),
  createdAt: z.number(),
  createdBy: z.string(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  updatedAt: z.number(),
  error: z.string().nullable(),
  version: z.number(),
});
export type ReplayRecord = z.output<typeof replayRecordSchema>;

export function isActive({ status }: Pick<ReplayRecord, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}

export function toReplay({ projectId: _, position: __, version: ___, ...record }: ReplayRecord): Replay {
  const { from, to, createdAt, startedAt, finishedAt, updatedAt } = record;
  return {
    ...record,
    from: timestamp(from),
    to: timestamp(to),
    createdAt: timestamp(createdAt),
    startedAt: startedAt === null ? null : timestamp(startedAt),
    finishedAt: finishedAt === null ? null : timestamp(finishedAt),
    updatedAt: timestamp(updatedAt),
  };
}

function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
