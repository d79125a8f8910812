import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Ids } from '../../../shared/runtime/ids.ts';
import type { HourState, ProjectHour, TraceDigests } from '../../../shared/storage/trace-digests.ts';
import { shardCount } from '../../../shared/storage/trace-keys.ts';
import { createDigestBuilder, finishRuns } from '../../../shared/trace-digests/digest-builder.ts';
import type { RunDraft } from '../../../shared/trace-digests/run-digest.ts';

export interface DigestHourPorts {
  digests: TraceDigests;
  clock: Clock;
  ids: Ids;
}

/** `unsettled`: written to a moment ago, or digested by somebody else meanwhile: the next run finds out. */
export type HourOutcome = 'digested' | 'unsettled' | 'too large';

/**
 * What was written so long ago the index shows, and who noted it has also written it: a request is signed for five minutes, and the
 * functions that write live shorter than this.
 */
export const settledAfterMilliseconds = 20 * 60_000;
/** About what one run can read; of an hour with more there is no digest. */
const maxTraces = 1_000_000;
/** Of an hour in which nothing started; should something start in it after all, a note says so. */
const emptyKeptSeconds = 400 * 86_400;

/**
 * Digests an hour from what the index says now, and then forgets the notes that were there before that. A run that dies on the way
 * leaves the notes, and with them an hour that nobody believes to be digested. Of two that run at the same time, one writes.
 */
export async function digestHour(
  of: ProjectHour,
  ports: DigestHourPorts,
  bounds = { maxTraces },
): Promise<HourOutcome> {
  const { digests, clock, ids } = ports;
  // Before the index: what is written from here on leaves a note that stays.
  const found = await digests.state(of);
  if (found.notes.some(({ at }) => at > clock() - settledAfterMilliseconds)) return 'unsettled';
  const read = await readHour(of, digests, bounds.maxTraces);
  if (read === null) return await leaveUndigested(of, found, digests);
  const ttl = read.ttl ?? Math.floor(of.hour / 1000) + emptyKeptSeconds;
  const isReplaced = await digests.replace({ ...of, runs: finishRuns(read.shards), version: ids(), ttl }, found);
  if (!isReplaced) return 'unsettled';
  await digests.forgetNotes(of, found);
  return 'digested';
}

interface ReadHour {
  shards: RunDraft[][];
  /** Of the trace that is kept longest. */
  ttl: number | null;
}

/** Null if there are too many traces. */
async function readHour(of: ProjectHour, digests: TraceDigests, most: number): Promise<ReadHour | null> {
  const shards: RunDraft[][] = [];
  let ttl: number | null = null;
  let count = 0;
  for (let shard = 0; shard < shardCount; shard++) {
    const builder = createDigestBuilder();
    for await (const summary of digests.traces(of, shard)) {
      count += 1;
      if (count > most) return null;
      builder.add(summary.start, summary.trace);
      ttl = Math.max(ttl ?? 0, summary.ttl);
    }
    shards.push(builder.finish());
  }
  return { shards, ttl };
}

async function leaveUndigested(of: ProjectHour, found: HourState, digests: TraceDigests): Promise<HourOutcome> {
  if (!(await digests.remove(of, found))) return 'unsettled';
  await digests.forgetNotes(of, found);
  return 'too large';
}
