import type { Logger } from '../../../shared/observability/logger.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Ids } from '../../../shared/runtime/ids.ts';
import { type RecentTexts, recentMilliseconds } from '../../../shared/storage/recent-texts.ts';
import type { RecentSegment, RecentTextsHead } from '../../../shared/storage/recent-texts-head.ts';
import type { IndexedSummary, TraceDigests } from '../../../shared/storage/trace-digests.ts';
import type { TraceReadPorts } from '../../../shared/storage/trace-packs.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { isCoverableId } from '../../../shared/text-digests/covered-traces.ts';
import { collectTraceGrams } from '../digests/collect-trace-grams.ts';
import { concurrentTraces, inBatches } from '../digests/write-texts.ts';
import { RecentCoverage } from './recent-coverage.ts';
import { RecentTraces } from './recent-traces.ts';
import { RecentWriting } from './recent-writing.ts';

export interface RecentProjectPorts extends TraceReadPorts {
  recent: RecentTexts;
  digests: Pick<TraceDigests, 'traces'>;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  /** So many traces without text are worth a segment. */
  minTraces?: number;
}

export interface RecentProjectReport {
  traceCount: number;
  /** All that is due was done. */
  isWhole: boolean;
}

/** Of what started within it every run looks for what is new. */
const newestMilliseconds = 6 * 60_000;
/** Clocks of senders go ahead of ours. */
const aheadMilliseconds = 5 * 60_000;
/** And so often a run looks for what changed of all recent traces, and what is gone. */
const sweepMilliseconds = 5 * 60_000;
/** Fewer are soon read. */
const minTextTraces = 50;
/** A trace of so many is written to for long, and is not read anew with every write. */
const manySpans = 1000;
/** Traces that cannot be read; of more of them it is not they that are to blame. */
const maxUnreadable = 10;
/** Longer than any run or search that knows of a segment still lives. */
const keptSeconds = 7200;
const maxChanges = 10;

interface RecentRun {
  projectId: string;
  now: number;
  isSweep: boolean;
  ports: RecentProjectPorts;
  deadline: number;
}

/**
 * Makes text of a project's recent traces that has none, or changed since. A segment says of each of its traces in which version its
 * row was before its spans were read, so that a search need not know when that was: it believes the text only where the row that
 * it has read itself is the same.
 */
export async function indexRecentProject(
  projectId: string,
  ports: RecentProjectPorts,
  deadline: number,
): Promise<RecentProjectReport> {
  const now = ports.clock();
  const head = await ports.recent.head(projectId);
  const isSweep = now - (head?.sweptAt ?? 0) >= sweepMilliseconds;
  const run: RecentRun = { projectId, now, isSweep, ports, deadline };
  const live = (head?.segments ?? []).filter(({ to }) => isRecent(to, now));
  const coverage = new RecentCoverage(await ports.recent.traces(projectId, live));
  const from = now - (isSweep ? recentMilliseconds : newestMilliseconds);
  const traces = new RecentTraces({ projectId, from, to: now + aheadMilliseconds }, ports, deadline);
  const ttl = Math.floor(now / 1000) + keptSeconds;
  const writing = new RecentWriting(projectId, { ...ports, ttl });
  let isTold = false;
  try {
    const traceCount = await writeUncovered(traces, { coverage, writing }, run);
    const { isWhole } = traces;
    const lost = isSweep && isWhole ? coverage.losersSince(from, live) : [];
    isTold = await settle(head, { added: writing.segments, lost, isWhole }, run);
    return { traceCount, isWhole: isWhole && isTold };
  } finally {
    if (!isTold) await writing.undo();
  }
}

const isRecent = (start: number, now: number): boolean => start >= now - recentMilliseconds;

async function writeUncovered(
  traces: RecentTraces,
  { coverage, writing }: { coverage: RecentCoverage; writing: RecentWriting },
  run: RecentRun,
): Promise<number> {
  const read = readingGrams(run);
  let [waiting, count] = [[] as IndexedSummary[], 0];
  const write = async () => {
    for await (const batch of inBatches(waiting)) {
      const grams = await mapConcurrently(batch, concurrentTraces, read);
      for (const [place, { trace, version, start }] of batch.entries())
        await writing.add({ traceId: String(trace.traceId), version, start }, grams[place] ?? null);
    }
    count += waiting.length;
    waiting = [];
  };
  for await (const each of traces) {
    const { traceId, spanCount = 0 } = each.trace;
    const isKnown = traceId === undefined || coverage.meets(traceId, each.version) || !isCoverableId(traceId);
    if (isKnown || (spanCount > manySpans && !run.isSweep)) continue;
    waiting.push(each);
    if (waiting.length >= (run.ports.minTraces ?? minTextTraces)) await write();
  }
  if (count > 0) await write();
  await writing.finish();
  return count;
}

/** Null of a trace that has too much text, or cannot be read: one must not keep all others from it. */
function readingGrams({ projectId, ports }: RecentRun) {
  let unreadable = 0;
  return async ({ trace }: IndexedSummary): Promise<Uint32Array | null> => {
    const traceId = String(trace.traceId);
    try {
      return await collectTraceGrams({ projectId, traceId, summary: trace }, ports);
    } catch (error) {
      unreadable += 1;
      if (unreadable > maxUnreadable) throw error;
      ports.logger.error('traces.text.unreadable', { projectId, traceId, error });
      return null;
    }
  };
}

interface Changes {
  added: readonly RecentSegment[];
  /** Segments that know a trace that has gone. */
  lost: readonly RecentSegment[];
  isWhole: boolean;
}

/** Tells searches of what was written; another run may tell them of other segments meanwhile. False if that never comes to an end. */
async function settle(head: RecentTextsHead | null, changes: Changes, run: RecentRun): Promise<boolean> {
  const { projectId, now, ports } = run;
  let found = head;
  for (let changed = 0; changed < maxChanges; changed++) {
    const gone = goneOf(found, changes, now);
    if (gone.length + changes.added.length === 0 && !(run.isSweep && changes.isWhole)) return true;
    // Before the head: a search that misses an item takes it that nothing is known.
    await ports.recent.removeSegments(projectId, gone);
    const next = nextHead(found, gone, changes, run);
    if (await ports.recent.changeHead(projectId, found, next, Math.floor(now / 1000) + keptSeconds)) return true;
    found = await ports.recent.head(projectId);
  }
  return false;
}

function goneOf(found: RecentTextsHead | null, { lost }: Changes, now: number): RecentSegment[] {
  const lostIds = new Set(lost.map(({ id }) => id));
  return (found?.segments ?? []).filter(({ id, to }) => lostIds.has(id) || !isRecent(to, now));
}

function nextHead(
  found: RecentTextsHead | null,
  gone: readonly RecentSegment[],
  { added, lost, isWhole }: Changes,
  { now, isSweep, ports }: RecentRun,
): RecentTextsHead {
  // A change whose answer was lost is sent again, and then refused because of itself: the head has what was added.
  const addedIds = new Set(added.map(({ id }) => id));
  const kept = (found?.segments ?? []).filter((segment) => !gone.includes(segment) && !addedIds.has(segment.id));
  // What a segment knew that goes has no text any more: the next run looks for it.
  const isDueAgain = lost.length > 0;
  const sweptAt = isSweep && isWhole ? now : (found?.sweptAt ?? 0);
  return { version: ports.ids(), sweptAt: isDueAgain ? 0 : sweptAt, segments: [...kept, ...added] };
}
