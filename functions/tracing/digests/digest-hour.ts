import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Ids } from '../../../shared/runtime/ids.ts';
import { millisecondsPerHour } from '../../../shared/storage/trace-digest-keys.ts';
import type { HourState, TraceDigests } from '../../../shared/storage/trace-digests.ts';
import { shardCount } from '../../../shared/storage/trace-keys.ts';
import { settledAfterMilliseconds } from '../../../shared/storage/trace-late-notes.ts';
import type { LateNote, ProjectHour, SliceHead } from '../../../shared/storage/trace-slice-digests.ts';
import type { TextsDue } from '../../../shared/storage/trace-texts-due.ts';
import type { TextDigest } from '../../../shared/text-digests/text-digest.ts';
import { carryTexts, notesOfShard } from './carry-texts.ts';
import { type ReadShard, readShard } from './read-shard.ts';

export interface DigestHourPorts {
  digests: TraceDigests;
  textsDue: Pick<TextsDue, 'put' | 'putIfNone'>;
  clock: Clock;
  ids: Ids;
  /** Of a slice with fewer traces no text is digested. */
  minTextTraces?: number;
}

export type HourToDigest = ProjectHour & {
  fence: string;
  /** It is due whatever is written to it. */
  isFresh?: boolean;
};

/**
 * `digested in part`: some of what was written is not in the index for certain yet. `unsettled`: all of it, or somebody else
 * digested the hour meanwhile. The next run finds out.
 */
export type HourOutcome = 'digested' | 'digested in part' | 'unsettled' | 'too large';

/** An hour that is written to all the time is digested nevertheless, so that nothing of what was deleted stays in it for good. */
const overdueAfterMilliseconds = 2 * 60 * 60_000;
/** About what one run has time for: of a shard with more than its share of them there is no digest. */
const maxTraces = 1_000_000;
/** A run that did not come to an end ran out of memory or time. */
const maxAttempts = 2;
/** For so long searches read what was written late to an hour beside its text. */
const openKeptMilliseconds = 24 * 60 * 60_000;
/** Of an hour in which nothing started; should something start in it after all, a note says so. */
const emptyKeptSeconds = 400 * 86_400;

/**
 * Digests an hour from what the index says now, and then forgets the notes that it knows of. A run that dies on the way leaves the
 * notes, so that what they tell of is read beside whatever is there. Of two that run at the same time, one writes each shard, and
 * only one that wrote all of them forgets notes.
 */
export async function digestHour(
  of: HourToDigest,
  ports: DigestHourPorts,
  bounds = { maxTraces },
): Promise<HourOutcome> {
  const { digests, clock } = ports;
  // Before the index: what is written from here on leaves a note that stays.
  const found = await digests.state(of);
  const settled = found.notes.filter(({ at }) => at <= clock() - settledAfterMilliseconds);
  const isSettled = settled.length === found.notes.length;
  const isOverdue = settled.some(({ at }) => at <= clock() - overdueAfterMilliseconds);
  if (of.isFresh !== true && !isSettled && !isOverdue) return 'unsettled';
  const isTooMuch = found.attempts >= maxAttempts;
  if (isTooMuch) return await writeShards(of, { found, settled, read: noShards }, ports);
  await digests.beginAttempt(of, found, clock());
  try {
    const read = await readShards(of, settled, digests, bounds.maxTraces / shardCount);
    const outcome = await writeShards(of, { found, settled, read }, ports);
    return outcome === 'digested' && !isSettled ? 'digested in part' : outcome;
  } finally {
    await digests.endAttempt(of);
  }
}

const noShards: readonly null[] = Array.from({ length: shardCount }, () => null);

/** One shard after the other, so that memory holds the terms of one of them. Null where there are too many traces. */
async function readShards(
  { projectId, hour }: ProjectHour,
  notes: readonly LateNote[],
  digests: TraceDigests,
  maxTraces: number,
) {
  const time = { projectId, from: hour, to: hour + millisecondsPerHour };
  const read: (ReadShard | null)[] = [];
  const starts = new Set(notes.flatMap(({ start }) => start ?? []));
  for (let shard = 0; shard < shardCount; shard++)
    read.push(await readShard(time, shard, digests, { maxTraces, starts }));
  return read;
}

interface ReadHour {
  found: HourState;
  settled: readonly LateNote[];
  read: readonly (ReadShard | null)[];
}

/**
 * Before the first digest is there, no run that digests slices may forget notes of which this one does not know; and before this
 * one forgets any, nobody may believe slices.
 */
async function writeShards(
  of: HourToDigest,
  { found, settled, read }: ReadHour,
  { digests, textsDue, clock, ids }: DigestHourPorts,
): Promise<'digested' | 'too large' | 'unsettled'> {
  const head = await closeHead(of, found.head, { digests, ids });
  if (head === null) return 'unsettled';
  const version = ids();
  const carried: (TextDigest | null)[] = [];
  const emptyTtl = Math.floor(of.hour / 1000) + emptyKeptSeconds;
  for (const [shard, each] of read.entries()) {
    const digest = { projectId: of.projectId, hour: of.hour, fence: of.fence, shard, version };
    const change = { fence: of.fence, notes: notesOfShard(settled, shard), indexed: each?.found ?? none };
    const texts = carryTexts(found.texts.get(shard), change);
    const isWritten =
      each === null
        ? await digests.remove(of, shard, found)
        : await digests.replace({ ...digest, runs: each.runs, texts, ttl: each.ttl ?? emptyTtl }, found);
    if (!isWritten) return 'unsettled';
    if (each !== null) carried.push(texts);
  }
  await tellOfTexts(of, { found, carried }, textsDue, clock());
  // As long as the head names them: a run that dies leaves them to the next.
  await digests.removeTexts(of, head.texts);
  if (!(await dropSlices(of, head, { digests, ids }))) return 'unsettled';
  await digests.removeSlices(of, found.sliceKeys);
  await digests.forgetNotes(of, settled);
  return read.includes(null) ? 'too large' : 'digested';
}

const none: ReadonlySet<number> = new Set();

/** What searches have to read beside the text is taken in once a day; what there is no text of, and what has gone, at once. */
async function tellOfTexts(
  of: ProjectHour,
  { found, carried }: { found: HourState; carried: readonly (TextDigest | null)[] },
  textsDue: DigestHourPorts['textsDue'],
  now: number,
): Promise<void> {
  const isLost = carried.includes(null) || carried.length < found.texts.size;
  if (isLost) await textsDue.put(of, now);
  else if (carried.some((texts) => texts !== null && texts.openStarts.length > 0))
    await textsDue.putIfNone(of, now + openKeptMilliseconds);
}

type HeadPorts = Pick<DigestHourPorts, 'digests' | 'ids'>;

/** The slices still count. Null if a run has digested one of them since. */
async function closeHead(of: ProjectHour, found: SliceHead | null, { digests, ids }: HeadPorts) {
  if (found?.isClosed) return found;
  const closed = { fence: null, slices: {}, texts: {}, ...found, version: ids(), isClosed: true };
  return (await digests.changeHead(of, found, closed)) ? closed : null;
}

async function dropSlices(of: ProjectHour, head: SliceHead, { digests, ids }: HeadPorts): Promise<boolean> {
  const isEmpty = Object.keys(head.slices).length === 0;
  return isEmpty || (await digests.changeHead(of, head, { ...head, version: ids(), slices: {}, texts: {} }));
}
