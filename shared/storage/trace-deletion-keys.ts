import { createHash } from 'node:crypto';
import { type ItemKey, projectPartition } from './core-keys.ts';
import { keyPart } from './key-part.ts';
import { boundedKeyPart } from './trace-keys.ts';

/** Deletions of traces, in the core table. */
export const traceDeletionPartition = (projectId: string): string => `${projectPartition(projectId)}#TRACE_DELETIONS`;
/** The id is a UUIDv7, so deletions sort by the time they were asked for. */
export const traceDeletionKey = (projectId: string, deletionId: string): ItemKey => ({
  pk: traceDeletionPartition(projectId),
  sk: keyPart(deletionId),
});

/** What a deletion still has to do, in the table of traces: it is found again if its worker dies. */
export const deletionWorkPartition = (projectId: string, deletionId: string): string =>
  `${projectPartition(projectId)}#TRACE_DELETION#${keyPart(deletionId)}`;
export const traceWorkPrefix = 'TRACE#';
export const sessionWorkPrefix = 'SESSION#';
export const traceWorkKey = (projectId: string, deletionId: string, traceId: string): ItemKey => ({
  pk: deletionWorkPartition(projectId, deletionId),
  sk: `${traceWorkPrefix}${keyPart(traceId)}`,
});
export function traceIdOfWork({ sk }: { sk?: unknown }): string {
  return decodeURIComponent(String(sk).slice(traceWorkPrefix.length));
}
export const sessionWorkKey = (projectId: string, deletionId: string, sessionId: string): ItemKey => ({
  pk: deletionWorkPartition(projectId, deletionId),
  sk: `${sessionWorkPrefix}${boundedKeyPart(sessionId)}`,
});

/** Whoever rewrites a raw object holds this: two at a time would each bring back what the other took out. */
export const rawLockKey = (rawKey: string): ItemKey => ({
  pk: `RAW_LOCK#${createHash('sha256').update(rawKey).digest('hex')}`,
  sk: 'LOCK',
});
