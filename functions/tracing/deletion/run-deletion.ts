import type { Logger } from '../../../shared/observability/logger.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import { queryPrefix } from '../../../shared/storage/query-prefix.ts';
import { buryTrace } from '../../../shared/storage/trace-deletion-burial.ts';
import { deletionWorkPartition, traceIdOfWork, traceWorkPrefix } from '../../../shared/storage/trace-deletion-keys.ts';
import type { TraceDeletionRecord } from '../../../shared/storage/trace-deletion-record.ts';
import type { TraceDeletionRepository } from '../../../shared/storage/trace-deletion-repository.ts';
import type { BlobStore } from '../../../shared/telemetry/blob-store.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import type { DeletionLook, TraceDeletionMessage } from './deletion-message.ts';
import type { DeletionQueue } from './deletion-queue.ts';
import { findOwnTraces } from './find-own-traces.ts';
import { purgeSessions } from './purge-sessions.ts';
import { type PurgePorts, purgeTraces } from './purge-traces.ts';

export interface DeletionWorkerPorts extends PurgePorts {
  deletions: Pick<TraceDeletionRepository, 'get' | 'advance' | 'finish'>;
  deletionQueue: DeletionQueue;
  /** Packs that are too large for an item. */
  blobs: BlobStore;
  projects: CachedProjects;
  logger: Logger;
}

export const deletionBounds = {
  /** One step of a worker, well within its minutes. */
  stepMilliseconds: 150_000,
  /** Indexes lag by moments, and what was accepted before waits in the queue for seconds. */
  settleSeconds: 60,
  /** Until what is on its way has come. */
  waitSeconds: 30,
};

const tracesPerRound = 50;
const concurrentTraces = 4;
/** For a project that is gone. */
const defaultRetentionDays = 30;

/**
 * Takes a deletion a step further, and sends for the next step. Traces are buried, which ends all that shows or writes
 * them, then purged. Whatever was interrupted is found again as work that is left.
 */
export async function runDeletion(
  message: TraceDeletionMessage,
  ports: DeletionWorkerPorts,
  bounds: typeof deletionBounds = deletionBounds,
): Promise<void> {
  const { deletions, deletionQueue, clock } = ports;
  const endOfStep = clock() + bounds.stepMilliseconds;
  const record = await deletions.get(message.projectId, message.deletionId);
  if (record === null || record.status === 'done') return;
  // One that failed goes on where it stopped.
  if (record.status !== 'running') await deletions.advance(record, { status: 'running', error: null });
  let waitingCount = await purgeAll(record, ports);
  const { projectId, deletionId } = message;
  const reading = { documents: ports.documents, tableName: ports.tracesTable, blobs: ports.blobs };
  let { after, hasFound }: DeletionLook = message.look ?? { hasFound: false };
  for (;;) {
    const { traceIds, next } = await findOwnTraces(record, { limit: tracesPerRound, after }, reading);
    if ((await buryAll(record, traceIds, ports)) > 0) hasFound = true;
    if (traceIds.length > 0) waitingCount = await purgeAll(record, ports);
    if (next === null) break;
    after = next;
    if (clock() >= endOfStep) return await deletionQueue.send({ projectId, deletionId, look: { after, hasFound } });
  }
  if (waitingCount > 0)
    return await deletionQueue.send({ projectId, deletionId, look: { hasFound } }, bounds.waitSeconds);
  await settle(record, hasFound, ports, bounds);
}

async function buryAll(
  { projectId, id: deletionId, kind }: TraceDeletionRecord,
  traceIds: readonly string[],
  ports: DeletionWorkerPorts,
): Promise<number> {
  const retentionDays = (await ports.projects.get(projectId))?.retentionDays ?? defaultRetentionDays;
  const buried = await mapConcurrently(traceIds, concurrentTraces, (traceId) =>
    buryTrace(
      { projectId, traceId, deletionId, now: ports.clock(), retentionDays, purgesAgain: kind === 'traces' },
      ports,
    ),
  );
  return buried.filter((isBuried) => isBuried).length;
}

/** Answers how many traces have to wait. */
async function purgeAll(record: TraceDeletionRecord, ports: DeletionWorkerPorts): Promise<number> {
  const { projectId, id: deletionId } = record;
  const { documents, tracesTable: tableName } = ports;
  const partition = deletionWorkPartition(projectId, deletionId);
  const work = await queryPrefix({ documents, tableName, partition, sortKeyPrefix: traceWorkPrefix });
  let waitingCount = 0;
  for (let start = 0; start < work.length; start += tracesPerRound) {
    const traceIds = work.slice(start, start + tracesPerRound).map(traceIdOfWork);
    waitingCount += await purgeTraces({ projectId, deletionId, traceIds }, ports);
  }
  return waitingCount;
}

/** Of a session or user the last look has to find nothing, some time after the one before. */
async function settle(
  record: TraceDeletionRecord,
  hasFound: boolean,
  ports: DeletionWorkerPorts,
  { settleSeconds, waitSeconds }: typeof deletionBounds,
): Promise<void> {
  const { deletions, deletionQueue, clock, logger } = ports;
  const message = { projectId: record.projectId, deletionId: record.id };
  const isSettled =
    record.kind === 'traces' ||
    (!hasFound && record.emptySince !== null && clock() - record.emptySince >= settleSeconds * 1000);
  if (!isSettled) {
    if (hasFound || record.emptySince === null) await deletions.advance(record, { emptySince: clock() });
    return await deletionQueue.send(message, settleSeconds);
  }
  if ((await purgeSessions(record, ports)) > 0) return await deletionQueue.send(message, waitSeconds);
  await deletions.finish(record);
  logger.info('traces.deletion.done', { deletionId: record.id });
}
