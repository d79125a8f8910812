import type { Project } from '../../../shared/contract/projects.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { createModelLookup, type ModelLookup } from '../otlp/model-lookup.ts';
import { withoutWords } from '../raw/archive-records.ts';
import { annotationsPath, type DecodedRawObject, decodeRawObject } from '../raw/decode-raw-object.ts';
import { parseRawKey } from '../raw/raw-key.ts';
import type { RawObject } from '../raw/raw-store.ts';
import { addAnnotations, nothingReplayed, type ReplayedAnnotations, replayAnnotations } from './replay-annotations.ts';
import type { ReplayWorkerPorts } from './run-replay.ts';

export interface Listed {
  key: string;
  bytes: number;
}

export interface Replayed extends ReplayedAnnotations {
  spansSent: number;
  spansRefused: number;
  spansRejected: number;
}

type Ports = Omit<ReplayWorkerPorts, 'replays' | 'replayQueue' | 'waitingMessages'>;

const concurrentReads = 8;
/** Packed; unpacked and mapped it may be fifty times as much, and all of a group is in memory at once. */
const maxGroupBytes = 1024 * 1024;
const nothing: Read = { records: [], spanCount: 0, refusedCount: 0, rejectedCount: 0, annotations: nothingReplayed };

/** What an object held: spans to be sent, or what was said, which has been brought back. */
interface Read extends DecodedRawObject {
  annotations: ReplayedAnnotations;
}

/** Reads some raw objects, maps and prices their spans by the rules of today and sends them to be stored; what was said goes back at once. */
export async function replayObjects(projectId: string, objects: readonly Listed[], ports: Ports): Promise<Replayed> {
  const findModel = createModelLookup(await ports.overrides.list(projectId));
  let replayed: Replayed = { spansSent: 0, spansRefused: 0, spansRejected: 0, ...nothingReplayed };
  for (const group of groupsOf(objects)) {
    const read = ({ key }: Listed) => readObject(projectId, key, findModel, ports);
    const decoded = await mapConcurrently(group, concurrentReads, read);
    // Together, so that many small requests fill few messages.
    await ports.sink.send(decoded.flatMap(({ records }) => records));
    for (const { spanCount, refusedCount, rejectedCount, annotations } of decoded) {
      const spans = { spansSent: spanCount, spansRefused: refusedCount, spansRejected: rejectedCount };
      replayed = addReplayed(replayed, { ...spans, ...annotations });
    }
  }
  return replayed;
}

export function addReplayed(a: Replayed, b: Replayed): Replayed {
  return {
    spansSent: a.spansSent + b.spansSent,
    spansRefused: a.spansRefused + b.spansRefused,
    spansRejected: a.spansRejected + b.spansRejected,
    ...addAnnotations(a, b),
  };
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

async function readObject(projectId: string, key: string, findModel: ModelLookup, ports: Ports): Promise<Read> {
  const object = await ports.store.get(key);
  const project = await ports.projects.get(projectId);
  if (object === null || isPastRetention(key, object, project, ports.clock())) return nothing;
  if (object.path === annotationsPath)
    return { ...nothing, annotations: await replayAnnotations(projectId, key, ports) };
  const decoded = await tryDecode(key, object, findModel, ports);
  if (decoded === null) return { ...nothing, rejectedCount: parseRawKey(key)?.spanCount ?? 0 };
  // What is large waits in S3 on its way: words that the project has ceased to keep must not.
  const records = project?.capturesContent === false ? decoded.records.map(withoutWords) : decoded.records;
  return { ...decoded, records, annotations: nothingReplayed };
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
function isPastRetention(key: string, object: RawObject, project: Project | null, now: number): boolean {
  const days = Math.min(object.retentionDays, project?.retentionDays ?? object.retentionDays);
  const expiresAt = (parseRawKey(key)?.receivedAt ?? 0) + days * 86_400_000;
  return expiresAt - marginMilliseconds <= now;
}
