import {
  millisecondsPerHour,
  sliceMilliseconds,
  sliceOf,
  sliceSortKey,
} from '../../../shared/storage/trace-digest-keys.ts';
import { shardCount } from '../../../shared/storage/trace-keys.ts';
import { settledAfterMilliseconds, sliceDigestedAfterMilliseconds } from '../../../shared/storage/trace-late-notes.ts';
import type { LateNote, ProjectHour, SliceHead, SliceState } from '../../../shared/storage/trace-slice-digests.ts';
import type { RunDigest } from '../../../shared/trace-digests/run-digest.ts';
import type { DigestHourPorts } from './digest-hour.ts';
import { readShard } from './read-shard.ts';

type DigestSlicesPorts = Pick<DigestHourPorts, 'digests' | 'clock' | 'ids'>;

export type HourOfSlices = ProjectHour & { fence: string };

/** Each late start costs a list about as much as 160 rows, and each note a little: more are worth reading the slice anew. */
const worthDigestingAnew = { starts: 10, notes: 100 };
const slicesPerHour = millisecondsPerHour / sliceMilliseconds;
/** Memory and time for a sixth of an hour with a million. */
const maxTraces = 1_000_000 / slicesPerHour;
/** One item holds what all shards have of a slice. */
const maxShardBytes = 350_000 / shardCount;
/** The digest of the hour takes its place within hours. */
const keptSeconds = 86_400;

/**
 * Digests the slices of a young hour that are old enough, and anew those that were much written to. Each counts from when the head
 * names it, and only then the notes that it knows of are forgotten: a run that dies leaves slices that do not count, and notes. Of
 * two runs at the same time one changes the head, and the other leaves all as it is. Answers how many slices were digested.
 */
export async function digestSlices(
  of: HourOfSlices,
  ports: DigestSlicesPorts,
  bounds = { maxTraces },
): Promise<number> {
  const { digests, clock } = ports;
  // Before the index: what is written from here on leaves a note that stays.
  const found = await digests.sliceState(of);
  const now = clock();
  const settled = found.notes.filter(({ at }) => at <= now - settledAfterMilliseconds);
  const due = dueSlices(of, { ...found, notes: settled }, now);
  let head = found.head;
  for (const [place, slice] of due.entries()) {
    const next = await digestSlice({ ...of, slice, head, settled }, ports, bounds.maxTraces / shardCount);
    if (next === null) return place;
    head = next;
  }
  return due.length;
}

/** Oldest first: those that are not digested, or have many notes. */
function dueSlices({ hour, fence }: HourOfSlices, { head, notes }: SliceState, now: number): number[] {
  if (head?.isClosed) return [];
  const known = slicesUnder(fence, head);
  const all = Array.from({ length: slicesPerHour }, (_, place) => hour + place * sliceMilliseconds);
  return all.filter((slice) => {
    if (slice + sliceMilliseconds + sliceDigestedAfterMilliseconds > now) return false;
    const version = known[slice];
    return version === undefined || (version !== null && isMuchWritten(notesOf(slice, notes)));
  });
}

function isMuchWritten(notes: readonly LateNote[]): boolean {
  const starts = new Set(notes.map(({ start }) => start));
  return starts.size >= worthDigestingAnew.starts || notes.length >= worthDigestingAnew.notes;
}

interface SliceToDigest extends HourOfSlices {
  slice: number;
  head: SliceHead | null;
  settled: readonly LateNote[];
}

/** The head as it is then; null if another run has changed it. */
async function digestSlice(
  of: SliceToDigest,
  { digests, clock, ids }: DigestSlicesPorts,
  most: number,
): Promise<SliceHead | null> {
  const { projectId, slice, head, fence } = of;
  const shards = await readShards(of, { digests }, most);
  const version = ids();
  const ttl = Math.floor(clock() / 1000) + keptSeconds;
  if (shards !== null) await digests.writeSlice({ projectId, slice, version, shards, ttl });
  const known = slicesUnder(fence, head);
  const slices = { ...known, [slice]: shards === null ? null : version };
  const next: SliceHead = { version, fence, isClosed: false, slices };
  if (!(await digests.changeHead(of, head, next))) return null;
  const before = known[slice];
  if (typeof before === 'string') await digests.removeSlices(of, [sliceSortKey(slice, before)]);
  if (shards !== null) await digests.forgetNotes(of, notesOf(slice, of.settled));
  return next;
}

/** Null if one has too many traces. */
async function readShards(
  { projectId, slice }: SliceToDigest,
  { digests }: Pick<DigestSlicesPorts, 'digests'>,
  most: number,
): Promise<RunDigest[][] | null> {
  const time = { projectId, from: slice, to: slice + sliceMilliseconds };
  const shards: RunDigest[][] = [];
  for (let shard = 0; shard < shardCount; shard++) {
    const read = await readShard(time, shard, digests, { maxTraces: most, maxBytes: maxShardBytes });
    if (read === null) return null;
    shards.push(read.runs);
  }
  return shards;
}

/** Those of another fence are not believed. */
function slicesUnder(fence: string, head: SliceHead | null): SliceHead['slices'] {
  return head?.fence === fence ? head.slices : {};
}

function notesOf(slice: number, notes: readonly LateNote[]): LateNote[] {
  return notes.filter(({ start }) => start !== null && sliceOf(start) === slice);
}
