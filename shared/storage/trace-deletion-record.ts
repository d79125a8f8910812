import * as z from 'zod';
import { deletionStatuses, deletionTargets, type TraceDeletion } from '../contract/trace-deletion.ts';

/** A deletion as it is stored; times are epoch milliseconds. Of what is deleted it holds nothing once it is done. */
export const traceDeletionRecordSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  kind: z.enum(deletionTargets),
  /** The session or user. */
  targetId: z.string().nullable(),
  traceIds: z.array(z.string()).nullable(),
  namedCount: z.number().nullable(),
  status: z.enum(deletionStatuses),
  createdAt: z.number(),
  createdBy: z.string(),
  finishedAt: z.number().nullable(),
  /** When a look ended that found the last traces, or none for the first time: indexes may lag. */
  emptySince: z.number().nullable(),
  traceCount: z.number(),
  spanCount: z.number(),
  scoreCount: z.number(),
  objectCount: z.number(),
  rewrittenCount: z.number(),
  error: z.string().nullable(),
});
export type TraceDeletionRecord = z.output<typeof traceDeletionRecordSchema>;
export type DeletionTarget = { kind: 'traces'; traceIds: readonly string[] } | { kind: 'session' | 'user'; id: string };

export function toTraceDeletion(record: TraceDeletionRecord): TraceDeletion {
  const { kind, targetId, namedCount, traceIds: _, emptySince: __, projectId: ___, ...rest } = record;
  return {
    ...rest,
    target: { kind, id: targetId, traceCount: namedCount },
    createdAt: new Date(record.createdAt).toISOString(),
    finishedAt: record.finishedAt === null ? null : new Date(record.finishedAt).toISOString(),
  };
}
