import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Ids } from '../../../shared/runtime/ids.ts';
import type { HourState, LateNote, ProjectHour, TraceDigests } from '../../../shared/storage/trace-digests.ts';
import { shardCount } from '../../../shared/storage/trace-keys.ts';
import { createDigestBuilder, finishRuns } from '../../../shared/trace-digests/digest-builder.ts';
import type { RunDigest } from '../../../shared/trace-digests/run-digest.ts';

export interface DigestHourPorts {
  digests: TraceDigests;
  clock: Clock;
  ids: Ids;
}

/**
 * `digested in part`: some of what was written is not in the index for certain yet. `unsettled`: all of it, or somebody else
 * digested the hour meanwhile. The next run finds out.
 */
export type HourOutcome = 'digested' | 'digested in part' | 'unsettled' | 'too large';

/**
 * What was written so long ago the index shows, and who noted it has also written it: a request is signed for five minutes, and the
 * functions that write live shorter than this.
 */
export const settledAfterMilliseconds = 20 * 60_000;
/** An hour that is written to all the time is digested nevertheless, so that nothing of what was deleted stays in it for good. */
const overdueAfterMilliseconds = 2 * 60 * 60_000;
/** About what one run has time for: of a shard with more than its share of them there is no digest. */
const maxTraces = 1_000_000;
/** A run that did not come to an end ran out of memory or time. */
const maxAttempts = 2;
/** Of an hour in which nothing started; should something start in it after all, a note says so. */
const emptyKeptSeconds = 400 * 86_400;

/**
 * Digests an hour from what the index says now, and then forgets the notes that it knows of. A run that dies on the way leaves the
 * notes, and with them an hour that nobody believes to be digested. Of two that run at the same time, one writes each shard, and
 * only one that wrote all of them forgets notes.
 */
export async function digestHour(
  of: ProjectHour & { fence: string },
  ports: DigestHourPorts,
  bounds = { maxTraces },
): Promise<HourOutcome> {
  const { digests, clock } = ports;
  // Before the index: what is written from here on leaves a note that stays.
  const found = await digests.state(of);
  const settled = found.notes.filter(({ at }) => at <= clock() - settledAfterMilliseconds);
  const isSettled = settled.length === found.notes.length;
  const isOverdue = settled.some(({ at }) => at <= clock() - overdueAfterMilliseconds);
  if (!isSettled && !isOverdue) return 'unsettled';
  if (found.attempts >= maxAttempts) return await leaveUndigested(of, found, settled, digests);
  await digests.beginAttempt(of, found, clock());
  try {
    const outcome = await writeShards(of, found, ports, bounds.maxTraces / shardCount);
    if (outcome === 'unsettled') return outcome;
    await digests.forgetNotes(of, settled);
    return isSettled ? outcome : 'digested in part';
  } finally {
    await digests.endAttempt(of);
  }
}

/** One shard after the other, so that memory holds one of them. */
async function writeShards(
  of: ProjectHour & { fence: string },
  found: HourState,
  { digests, ids }: DigestHourPorts,
  most: number,
): Promise<'digested' | 'too large' | 'unsettled'> {
  const version = ids();
  let isWhole = true;
  for (let shard = 0; shard < shardCount; shard++) {
    const read = await readShard(of, shard, digests, most);
    isWhole &&= read !== null;
    const isWritten =
      read === null
        ? await digests.remove(of, shard, found)
        : await digests.replace({ ...of, shard, version, ...read }, found);
    if (!isWritten) return 'unsettled';
  }
  return isWhole ? 'digested' : 'too large';
}

interface ReadShard {
  runs: RunDigest[];
  /** Of the trace that is kept longest, epoch seconds. */
  ttl: number;
}

/** Null if there are too many traces. */
async function readShard(
  of: ProjectHour,
  shard: number,
  digests: TraceDigests,
  most: number,
): Promise<ReadShard | null> {
  const builder = createDigestBuilder();
  let ttl = Math.floor(of.hour / 1000) + emptyKeptSeconds;
  let count = 0;
  for await (const summary of digests.traces(of, shard)) {
    ttl = count === 0 ? summary.ttl : Math.max(ttl, summary.ttl);
    count += 1;
    if (count > most) return null;
    builder.add(summary.start, summary.trace);
  }
  return { runs: finishRuns(builder.finish()), ttl };
}

async function leaveUndigested(
  of: ProjectHour,
  found: HourState,
  settled: readonly LateNote[],
  digests: TraceDigests,
): Promise<HourOutcome> {
  const shards = [...found.versions.keys()];
  const removed = await Promise.all(shards.map((shard) => digests.remove(of, shard, found)));
  if (removed.includes(false)) return 'unsettled';
  await digests.forgetNotes(of, settled);
  return 'too large';
}
