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
  /** Slices that have too much text, or took too long, or were changed by another run. */
  givenUpCount: number;
  /** For which there was no time. */
  waitingCount: number;
  failedCount: number;
}

type YoungBounds = TextBounds & { beginUntil: number };

/** Digests the text of the slices of young hours, those first that come first. */
export async function digestYoungTexts(
  hours: readonly HourOfSlices[],
  ports: YoungTextsPorts,
  bounds: YoungBounds,
): Promise<YoungTextsReport> {
  const report: YoungTextsReport = { digestedCount: 0, givenUpCount: 0, waitingCount: 0, failedCount: 0 };
  for (const of of hours) {
    try {
      await digestTextsOf(of, { ports, bounds, report });
    } catch (error) {
      ports.logger.error('traces.text.failed', { projectId: of.projectId, hour: of.hour, error });
      report.failedCount += 1;
    }
  }
  ports.logger.info('traces.young_texts.digested', { ...report });
  return report;
}

interface YoungRun {
  ports: YoungTextsPorts;
  bounds: YoungBounds;
  report: YoungTextsReport;
}

/**
 * The head of the hour is read before the spans. As long as it is the one found, nobody has forgotten notes of what was written since
 * its slices were digested: so who believes a slice may believe its text.
 */
async function digestTextsOf(of: HourOfSlices, { ports, bounds, report }: YoungRun): Promise<void> {
  const { digests, clock } = ports;
  let { head } = await digests.sliceState(of);
  const due = slicesWithoutText(of.fence, head);
  for (const [place, slice] of due.entries()) {
    if (head === null) return;
    if (clock() >= bounds.beginUntil) {
      report.waitingCount += due.length - place;
      return;
    }
    // Nobody begins it anew, should it be what this run dies of.
    const claimed: SliceHead | null = await changeText(of, { head, slice, text: null }, ports);
    if (claimed === null) return;
    const text = await digestText({ ...of, slice }, ports, bounds);
    head = text === null ? claimed : await changeText(of, { head: claimed, slice, text: text.digests }, ports);
    if (head === null) await text?.undo();
    report[text === null || head === null ? 'givenUpCount' : 'digestedCount'] += 1;
  }
}

/** The head as it is then; null if another run has changed it. */
async function changeText(
  of: HourOfSlices,
  { head, slice, text }: { head: SliceHead; slice: number; text: SliceTexts[number] },
  { digests, ids }: YoungTextsPorts,
): Promise<SliceHead | null> {
  const next = { ...head, version: ids(), texts: { ...head.texts, [slice]: text } };
  return (await digests.changeHead(of, head, next)) ? next : null;
}

const allShards = Array.from({ length: shardCount }, (_, shard) => shard);

/** Null if it is too large or takes too long. */
async function digestText(of: HourOfSlices & { slice: number }, ports: YoungTextsPorts, bounds: TextBounds) {
  const { projectId, hour, slice } = of;
  const keptUntil = Math.floor(ports.clock() / 1000) + sliceKeptSeconds;
  const writing = new TextWriting({ projectId, hour }, ports.ids(), { texts: ports.texts, keptUntil });
  const time = { projectId, from: slice, to: slice + sliceMilliseconds };
  const outcome = await writeTexts({ time, shards: allShards }, writing, ports, bounds);
  if (outcome !== 'written') return null;
  const digests = allShards.map((shard) => writing.digestOf(shard, ports.clock()));
  return { digests, undo: () => writing.undo() };
}
