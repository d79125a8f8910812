import { sliceMilliseconds } from '../../../shared/storage/trace-digest-keys.ts';
import type { TraceDigests } from '../../../shared/storage/trace-digests.ts';
import { shardCount } from '../../../shared/storage/trace-keys.ts';
import type { SliceHead, SliceTexts } from '../../../shared/storage/trace-slice-digests.ts';
import type { DigestTextsPorts } from './digest-hour-texts.ts';
import { type HourOfSlices, sliceKeptSeconds } from './digest-slices.ts';
import { slicesWithoutText } from './slices-without-text.ts';
import { TextWriting } from './text-writing.ts';
import { type TextBounds, writeTexts } from './write-texts.ts';

export interface YoungTextsPorts extends DigestTextsPorts {
  digests: Pick<TraceDigests, 'traces' | 'sliceState' | 'changeHead'>;
}

interface YoungTextsReport {
  digestedCount: number;
  /** Slices that have too much text, or took too long, or were digested anew by another run. */
  givenUpCount: number;
  /** For which there was no time; of hours that were not looked at, one each. */
  waitingCount: number;
  failedCount: number;
}

type YoungBounds = TextBounds & { beginUntil: number };

/** Who had so long and did not come to an end would not do so another time. */
const longMilliseconds = 120_000;
/** Another run may change the head for each of its slices. */
const maxChanges = 10;

/** Digests the text of the slices of young hours, those first that come first. */
export async function digestYoungTexts(
  hours: readonly HourOfSlices[],
  ports: YoungTextsPorts,
  bounds: YoungBounds,
): Promise<YoungTextsReport> {
  const report: YoungTextsReport = { digestedCount: 0, givenUpCount: 0, waitingCount: 0, failedCount: 0 };
  const run: YoungRun = { ports, bounds, report, longest: 0 };
  for (const of of hours) {
    try {
      await digestTextsOf(of, run);
    } catch (error) {
      ports.logger.error('traces.text.failed', { projectId: of.projectId, hour: of.hour, error });
      report.failedCount += 1;
    }
  }
  ports.logger.info('traces.young_texts.digested', { ...report });
  return report;
}

type HourOfSlice = HourOfSlices & { slice: number };

interface YoungRun {
  ports: YoungTextsPorts;
  bounds: YoungBounds;
  report: YoungTextsReport;
  /** What a slice took, in milliseconds. */
  longest: number;
}

/**
 * The head of the hour is read before the spans. As long as it names the same digest of a slice, nobody has forgotten notes of what
 * was written to it since: so who believes the slice may believe its text.
 */
async function digestTextsOf(of: HourOfSlices, run: YoungRun): Promise<void> {
  const { ports, report } = run;
  if (!hasTime(run)) {
    report.waitingCount += 1;
    return;
  }
  let { head } = await ports.digests.sliceState(of);
  for (;;) {
    const [slice, ...others] = slicesWithoutText(of.fence, head);
    if (head === null || slice === undefined) return;
    const outcome = hasTime(run) ? await digestSliceText({ ...of, slice }, head, run) : 'waiting';
    if (outcome === 'claimed by another') return;
    if (outcome === 'waiting') {
      report.waitingCount += 1 + others.length;
      return;
    }
    head = outcome.head;
    report[outcome.isKept ? 'digestedCount' : 'givenUpCount'] += 1;
  }
}

/** For what is left a slice may be as large as the largest so far. */
function hasTime({ ports, bounds, longest }: YoungRun): boolean {
  const now = ports.clock();
  return now < bounds.beginUntil && now + longest < bounds.deadline;
}

type SliceOutcome = 'claimed by another' | 'waiting' | { isKept: boolean; head: SliceHead | null };

async function digestSliceText(of: HourOfSlice, head: SliceHead, run: YoungRun): Promise<SliceOutcome> {
  const { ports, bounds } = run;
  // Nobody begins it anew, should it be what this run dies of.
  const claimed = await changeText(of, head, null, ports);
  if (claimed === null) return 'claimed by another';
  const begunAt = ports.clock();
  const text = await digestText(of, ports, bounds);
  run.longest = Math.max(run.longest, ports.clock() - begunAt);
  if (text === 'too large') return { isKept: false, head: claimed };
  if (text === 'out of time') {
    if (bounds.deadline - begunAt >= longMilliseconds) return { isKept: false, head: claimed };
    await settleText(of, claimed, undefined, ports);
    return 'waiting';
  }
  const settled = await settleText(of, claimed, text.digests, ports);
  if (settled === null) await text.undo();
  return { isKept: settled !== null, head: settled };
}

/** The head as it is then; null if the slice has been digested anew, or as part of its hour. */
async function settleText(
  of: HourOfSlice,
  claimed: SliceHead,
  text: SliceTexts[number] | undefined,
  ports: YoungTextsPorts,
): Promise<SliceHead | null> {
  let head: SliceHead | null = claimed;
  for (let changes = 0; changes < maxChanges && head !== null; changes++) {
    const next = await changeText(of, head, text, ports);
    if (next !== null) return next;
    const found = await ports.digests.sliceState(of);
    head = found.head !== null && isStillClaimed(found.head, claimed, of.slice) ? found.head : null;
  }
  return null;
}

/** Other slices of the hour may have changed. */
function isStillClaimed(found: SliceHead, claimed: SliceHead, slice: number): boolean {
  const isSame = found.fence === claimed.fence && found.slices[slice] === claimed.slices[slice];
  return isSame && !found.isClosed && found.texts[slice] === null;
}

/** Undefined leaves it to another run. The head as it is then; null if another run has changed it. */
async function changeText(
  of: HourOfSlice,
  head: SliceHead,
  text: SliceTexts[number] | undefined,
  { digests, ids }: YoungTextsPorts,
): Promise<SliceHead | null> {
  const { [of.slice]: _, ...others } = head.texts;
  const texts = text === undefined ? others : { ...others, [of.slice]: text };
  const next = { ...head, version: ids(), texts };
  return (await digests.changeHead(of, head, next)) ? next : null;
}

const allShards = Array.from({ length: shardCount }, (_, shard) => shard);

async function digestText(of: HourOfSlice, ports: YoungTextsPorts, bounds: TextBounds) {
  const { projectId, hour, slice } = of;
  const keptUntil = Math.floor(ports.clock() / 1000) + sliceKeptSeconds;
  const writing = new TextWriting({ projectId, hour }, ports.ids(), { texts: ports.texts, keptUntil });
  const time = { projectId, from: slice, to: slice + sliceMilliseconds };
  const outcome = await writeTexts({ time, shards: allShards }, writing, ports, bounds);
  if (outcome !== 'written') return outcome;
  const digests = allShards.map((shard) => writing.digestOf(shard, ports.clock()));
  return { digests, undo: () => writing.undo() };
}
