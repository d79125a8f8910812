import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { createModelLookup, type ModelLookup } from '../otlp/model-lookup.ts';
import { type DecodedRawObject, decodeRawObject } from '../raw/decode-raw-object.ts';
import { parseRawKey } from '../raw/raw-key.ts';
import type { RawObject } from '../raw/raw-store.ts';
import type { ReplayWorkerPorts } from './run-replay.ts';

export interface Listed {
  key: string;
  bytes: number;
}

export interface Replayed {
  spansSent: number;
  spansRefused: number;
  spansRejected: number;
}

type Ports = Pick<ReplayWorkerPorts, 'store' | 'projects' | 'overrides' | 'sink' | 'clock' | 'logger' | 'decode'>;

const concurrentReads = 8;
/** Packed; unpacked and mapped it may be fifty times as much, and all of a group is in memory at once. */
const maxGroupBytes = 1024 * 1024;
const nothing: DecodedRawObject = { records: [], spanCount: 0, refusedCount: 0, rejectedCount: 0 };

/** Reads some raw objects, maps them by the rules of today and sends what comes out to be stored. */
export async function replayObjects(projectId: string, objects: readonly Listed[], ports: Ports): Promise<Replayed> {
  const findModel = createModelLookup(await ports.overrides.list(projectId));
  const replayed: Replayed = { spansSent: 0, spansRefused: 0, spansRejected: 0 };
  for (const group of groupsOf(objects)) {
    const read = ({ key }: Listed) => readObject(projectId, key, findModel, ports);
    const decoded = await mapConcurrently(group, concurrentReads, read);
    // Together, so that many small requests fill few messages.
    await ports.sink.send(decoded.flatMap(({ records }) => records));
    for (const { spanCount, refusedCount, rejectedCount } of decoded) {
      replayed.spansSent += spanCount;
      replayed.spansRefused += refusedCount;
      replayed.spansRejected += rejectedCount;
    }
  }
  return replayed;
}

/** Objects in order, as many together as memory allows. */
function groupsOf(objects: readonly Listed[]): Listed[][] {
  const groups: Listed[][] = [];
  let room = 0;
  for (const object of objects) {
    if (object.bytes > room || groups.length === 0) {
      groups.push([]);
      room = maxGroupBytes;
    }
    groups.at(-1)?.push(object);
    room -= object.bytes;
  }
  return groups;
}

async function readObject(
  projectId: string,
  key: string,
  findModel: ModelLookup,
  ports: Ports,
): Promise<DecodedRawObject> {
  const object = await ports.store.get(key);
  if (object === null || (await isPastRetention(projectId, key, object, ports))) return nothing;
  const decoded = await tryDecode(key, object, findModel, ports);
  return decoded ?? { ...nothing, rejectedCount: parseRawKey(key)?.spanCount ?? 0 };
}

async function tryDecode(
  rawKey: string,
  object: RawObject,
  findModel: ModelLookup,
  { logger, decode = decodeRawObject }: Ports,
): Promise<DecodedRawObject | null> {
  try {
    return await decode(rawKey, object, findModel);
  } catch (error) {
    logger.error('ingestion.raw.unreadable', { rawKey, error });
    return null;
  }
}

/** A message may wait for hours before it is stored. */
const marginMilliseconds = 6 * 3_600_000;

/**
 * Traces that have expired are not stored anew: their counts live longer in the rollups, and would be added once more.
 * They expired by the retention that held when they were stored, which is the object's.
 */
async function isPastRetention(projectId: string, key: string, object: RawObject, ports: Ports): Promise<boolean> {
  const project = await ports.projects.get(projectId);
  const days = Math.min(object.retentionDays, project?.retentionDays ?? object.retentionDays);
  const expiresAt = (parseRawKey(key)?.receivedAt ?? 0) + days * 86_400_000;
  return expiresAt - marginMilliseconds <= ports.clock();
}
