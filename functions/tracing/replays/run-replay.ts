import type { Logger } from '../../../shared/observability/logger.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { CachedProjects } from '../../../shared/storage/cached-projects.ts';
import type { ModelOverrideRepository } from '../../../shared/storage/model-overrides.ts';
import { isActive, type ReplayRecord } from '../../../shared/storage/replay-record.ts';
import type { ReplayRepository } from '../../../shared/storage/replay-repository.ts';
import type { DurableTelemetrySink } from '../../../shared/telemetry/create-telemetry-sink.ts';
import type { decodeRawObject } from '../raw/decode-raw-object.ts';
import { rawHourPrefix, rawProjectPrefix } from '../raw/raw-key.ts';
import type { RawStore } from '../raw/raw-store.ts';
import { countRawObjects } from './count-raw-objects.ts';
import type { AnnotationReplayPorts } from './replay-annotations.ts';
import type { ReplayMessage } from './replay-message.ts';
import { addReplayed, type Listed, replayObjects } from './replay-objects.ts';
import type { ReplayQueue } from './replay-queue.ts';

export interface ReplayWorkerPorts extends AnnotationReplayPorts {
  replays: Pick<ReplayRepository, 'get' | 'advance'>;
  store: Pick<RawStore, 'list' | 'get'>;
  projects: CachedProjects;
  overrides: Pick<ModelOverrideRepository, 'list'>;
  sink: Pick<DurableTelemetrySink, 'send'>;
  replayQueue: ReplayQueue;
  /** Messages that wait to be stored. */
  waitingMessages: () => Promise<number>;
  clock: Clock;
  logger: Logger;
  /** What reads a raw object by the rules of today. */
  decode?: typeof decodeRawObject;
}

export const replayBounds = {
  /** One step of a worker, well within its minute. */
  stepMilliseconds: 40_000,
  /** How far a replay is is written down after so many. */
  objectsPerCheckpoint: 100,
  /** Of packed requests: what is read between two checkpoints takes seconds, not more than a worker has. */
  bytesPerCheckpoint: 8 * 1024 * 1024,
  /** What comes in now goes first. */
  maxWaitingMessages: 500,
  pauseSeconds: 10,
  /** Names of a million requests. */
  maxCountPages: 1_000 + 31 * 24,
};

/**
 * Takes a replay a step further, and sends for the next step. How far it is stands in its record and is only ever moved
 * on from where it was read: two workers on one replay send the same spans twice, which changes nothing, and one of them
 * stops; one that dies is taken up by whoever gets its message next.
 */
export async function runReplay(
  message: ReplayMessage,
  ports: ReplayWorkerPorts,
  bounds: typeof replayBounds = replayBounds,
): Promise<void> {
  const { replays, clock } = ports;
  const endOfStep = clock() + bounds.stepMilliseconds;
  let replay = await begin(await replays.get(message.projectId, message.replayId), ports, bounds);
  while (replay !== null && isActive(replay)) {
    if (clock() >= endOfStep) return await ports.replayQueue.send(message);
    if ((await ports.waitingMessages()) > bounds.maxWaitingMessages)
      return await ports.replayQueue.send(message, bounds.pauseSeconds);
    replay = await advance(replay, ports, bounds);
  }
}

async function begin(
  replay: ReplayRecord | null,
  { store, replays }: ReplayWorkerPorts,
  { maxCountPages }: typeof replayBounds,
): Promise<ReplayRecord | null> {
  if (replay?.status !== 'queued') return replay;
  const { objects, isComplete } = await countRawObjects(replay.projectId, replay, maxCountPages, store);
  return await replays.advance(replay, { status: 'running', objectsTotal: isComplete ? objects : null });
}

/** Null if somebody else moved the replay on, or cancelled it. */
async function advance(
  replay: ReplayRecord,
  ports: ReplayWorkerPorts,
  bounds: typeof replayBounds,
): Promise<ReplayRecord | null> {
  const objects = await nextObjects(replay, ports, bounds);
  const last = objects.at(-1);
  if (last === undefined) return await ports.replays.advance(replay, { status: 'done' });
  const replayed = await replayObjects(replay.projectId, objects, ports);
  const next = await ports.replays.advance(replay, {
    position: last.key,
    objectsDone: replay.objectsDone + objects.length,
    ...addReplayed(replay, replayed),
  });
  ports.logger.info('replay.step.done', { replayId: replay.id, objectCount: objects.length, ...replayed });
  return next;
}

async function nextObjects(
  { projectId, position, from, to }: ReplayRecord,
  { store }: ReplayWorkerPorts,
  { objectsPerCheckpoint, bytesPerCheckpoint }: typeof replayBounds,
): Promise<Listed[]> {
  const after = position ?? rawHourPrefix(projectId, from);
  const { objects } = await store.list(rawProjectPrefix(projectId), after, objectsPerCheckpoint);
  const end = rawHourPrefix(projectId, to);
  let bytes = 0;
  const tooMuch = objects.findIndex((object, index) => {
    bytes += object.bytes;
    return index > 0 && bytes > bytesPerCheckpoint;
  });
  return objects.slice(0, tooMuch === -1 ? undefined : tooMuch).filter(({ key }) => key < end);
}
