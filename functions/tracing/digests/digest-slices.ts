import {
  millisecondsPerHour,
  sliceMilliseconds,
  sliceOf,
  sliceSortKey,
} from '../../../shared/storage/trace-digest-keys.ts';
import type { TraceDigests } from '../../../shared/storage/trace-digests.ts';
import { shardCount } from '../../../shared/storage/trace-keys.ts';
import { settledAfterMilliseconds, sliceDigestedAfterMilliseconds } from '../../../shared/storage/trace-late-notes.ts';
import type {
  LateNote,
  ProjectHour,
  SliceHead,
  SliceState,
  SliceTexts,
} from '../../../shared/storage/trace-slice-digests.ts';
import { carryTexts, notesOfShard } from './carry-texts.ts';
import type { DigestHourPorts } from './digest-hour.ts';
import { type ReadShard, readShard } from './read-shard.ts';

type DigestSlicesPorts = Pick<DigestHourPorts, 'digests' | 'clock' | 'ids' | 'minTextTraces'>;

export type HourOfSlices = ProjectHour & { fence: string };

/** Each late start costs a list about as much as 160 rows, and each note a little: more are worth reading the slice anew. */
const worthDigestingAnew = { starts: 10, notes: 100 };
const slicesPerHour = millisecondsPerHour / sliceMilliseconds;
/** Memory and time for a sixth of an hour with a million. */
const maxTraces = 1_000_000 / slicesPerHour;
/** One item holds what all shards have of a slice. */
const maxShardBytes = 350_000 / shardCount;
/** Fewer are soon read. */
const minTextTraces = 50;
/** The digest of the hour takes its place within hours. */
export const sliceKeptSeconds = 86_400;

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
  const due = await dueSlices(of, { ...found, notes: settled }, { now, digests });
  let head = found.head;
  for (const [place, slice] of due.entries()) {
    const next = await digestSlice({ ...of, slice, head, settled }, ports, bounds.maxTraces / shardCount);
    if (next === null) return place;
    head = next;
  }
  return due.length;
}

/** Oldest first: those that are not digested, or have many notes, or text of a trace that has gone. */
async function dueSlices(
  { projectId, hour, fence }: HourOfSlices,
  { head, notes }: SliceState,
  { now, digests }: { now: number; digests: Pick<TraceDigests, 'traces'> },
): Promise<number[]> {
  if (head?.isClosed) return [];
  const { slices, texts } = knownUnder(fence, head);
  const due: number[] = [];
  for (let slice = hour; slice < hour + millisecondsPerHour; slice += sliceMilliseconds) {
    if (slice + sliceMilliseconds + sliceDigestedAfterMilliseconds > now) break;
    const own = notesOf(slice, notes);
    const isDue =
      slices[slice] === undefined ||
      (slices[slice] !== null && isMuchWritten(own)) ||
      ((texts[slice] ?? []).length > 0 && (await hasLost(projectId, own, digests)));
    if (isDue) due.push(slice);
  }
  return due;
}

/** Whether a trace was deleted, or starts at another time now: nothing of what it said may stay. */
async function hasLost(
  projectId: string,
  notes: readonly LateNote[],
  digests: Pick<TraceDigests, 'traces'>,
): Promise<boolean> {
  const places = new Map(notes.map(({ start, shard }) => [`${start} ${shard}`, { start, shard }]));
  for (const { start, shard } of places.values()) {
    if (start === null || shard === null) return true;
    const { done } = await digests
      .traces({ projectId, from: start, to: start + 1 }, shard)
      [Symbol.asyncIterator]()
      .next();
    if (done === true) return true;
  }
  return false;
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
async function digestSlice(of: SliceToDigest, ports: DigestSlicesPorts, most: number): Promise<SliceHead | null> {
  const { projectId, slice, head, fence } = of;
  const { digests, clock, ids } = ports;
  const notes = notesOf(slice, of.settled);
  const read = await readShards({ projectId, slice, notes }, ports, most);
  const version = ids();
  const ttl = Math.floor(clock() / 1000) + sliceKeptSeconds;
  const shards = read?.map(({ runs }) => runs) ?? null;
  if (shards !== null) await digests.writeSlice({ projectId, slice, version, shards, ttl });
  const known = knownUnder(fence, head);
  const { [slice]: former, ...others } = known.texts;
  const text = textOf(former, read, { fence, notes, min: ports.minTextTraces ?? minTextTraces });
  // Before the notes are forgotten that tell of it: who looks for an item that is gone takes it that nothing is known.
  if (former && !text?.length) await digests.removeTexts(of, { [slice]: former });
  const dropped = dropsOf(fence, head);
  await digests.removeTexts(of, dropped.texts);
  const slices = { ...known.slices, [slice]: shards === null ? null : version };
  const texts = text === undefined ? others : { ...others, [slice]: text };
  const next: SliceHead = { version, fence, isClosed: false, slices, texts };
  if (!(await digests.changeHead(of, head, next))) return null;
  const { [slice]: before = null } = known.slices;
  const gone = Object.entries({ ...dropped.slices, ...(before !== null && { [slice]: before }) });
  const goneKeys = gone.flatMap(([of, its]) => (its === null ? [] : [sliceSortKey(Number(of), its)]));
  if (goneKeys.length > 0) await digests.removeSlices(of, goneKeys);
  if (shards !== null) await digests.forgetNotes(of, notes);
  return next;
}

type SliceText = SliceTexts[number];

/** What is known of the text of a slice that is digested anew; undefined if it has to be digested, too. */
function textOf(
  former: SliceText | undefined,
  read: readonly ReadShard[] | null,
  { fence, notes, min }: { fence: string; notes: readonly LateNote[]; min: number },
): SliceText | undefined {
  // What somebody gave up, or is at, is not begun anew.
  if (read === null || former === null) return null;
  const count = read.flatMap(({ runs }) => runs).reduce((sum, run) => sum + run.count, 0);
  if (count < min) return [];
  if (former === undefined || former.length === 0) return undefined;
  const carried = former.map((texts, shard) => {
    const change = { fence, notes: notesOfShard(notes, shard), indexed: read[shard]?.found ?? new Set<number>() };
    return carryTexts({ fence, texts }, change);
  });
  return carried.every((texts) => texts !== null) ? carried : undefined;
}

/** Null if one has too many traces. */
async function readShards(
  { projectId, slice, notes }: { projectId: string; slice: number; notes: readonly LateNote[] },
  { digests }: Pick<DigestHourPorts, 'digests'>,
  maxTraces: number,
): Promise<ReadShard[] | null> {
  const time = { projectId, from: slice, to: slice + sliceMilliseconds };
  const starts = new Set(notes.flatMap(({ start }) => start ?? []));
  const shards: ReadShard[] = [];
  for (let shard = 0; shard < shardCount; shard++) {
    const read = await readShard(time, shard, digests, { maxTraces, maxBytes: maxShardBytes, starts });
    if (read === null) return null;
    shards.push(read);
  }
  return shards;
}

/** What was digested under another fence is not believed. */
function knownUnder(fence: string, head: SliceHead | null): Pick<SliceHead, 'slices' | 'texts'> {
  return head?.fence === fence ? head : { slices: {}, texts: {} };
}

/** What no head will name any more. */
function dropsOf(fence: string, head: SliceHead | null): Pick<SliceHead, 'slices' | 'texts'> {
  return head === null || head.fence === fence ? { slices: {}, texts: {} } : head;
}

function notesOf(slice: number, notes: readonly LateNote[]): LateNote[] {
  return notes.filter(({ start }) => start !== null && sliceOf(start) === slice);
}
