import type { Logger } from '../../../shared/observability/logger.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Ids } from '../../../shared/runtime/ids.ts';
import { type RecentTexts, recentMilliseconds } from '../../../shared/storage/recent-texts.ts';
import type { RecentSegment, RecentTextsHead } from '../../../shared/storage/recent-texts-head.ts';
import type { IndexedSummary, TraceDigests } from '../../../shared/storage/trace-digests.ts';
import type { TraceReadPorts } from '../../../shared/storage/trace-packs.ts';
import { isCoverableId } from '../../../shared/text-digests/covered-traces.ts';
import { collectTraceGrams } from '../digests/collect-trace-grams.ts';
import { findGoneTraces } from './find-gone-traces.ts';
import { RecentCoverage } from './recent-coverage.ts';
import { RecentTraces } from './recent-traces.ts';
import { RecentWriting } from './recent-writing.ts';
import { type UncoveredPorts, writeUncovered } from './write-uncovered.ts';

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
 * it has read itself is the same. What was written before something failed counts.
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
  // Segments span about the newest times: what of them is not recent any more is met, too.
  const from = now - (isSweep ? recentMilliseconds + newestMilliseconds : newestMilliseconds);
  const live = (head?.segments ?? []).filter(({ to }) => isRecent(to, now));
  const known = isSweep ? live : live.filter(({ to }) => to >= from);
  const coverage = new RecentCoverage(await ports.recent.traces(projectId, known));
  const traces = new RecentTraces({ projectId, from, to: now + aheadMilliseconds }, ports, deadline);
  const writing = new RecentWriting(projectId, { ...ports, ttl: Math.floor(now / 1000) + keptSeconds });
  const changes: Changes = { added: writing.segments, lost: [], isWhole: false };
  const failures = await failuresOf([
    async () => {
      const isWritten = await writeUncovered(traces, uncoveredPorts({ coverage, writing }, run));
      changes.isWhole = isWritten && traces.isWhole;
    },
    () => writing.finish(),
    async () => {
      if (isSweep) changes.lost = await losersOf({ coverage, traces, live }, run);
    },
  ]);
  changes.isWhole &&= failures.length === 0;
  let isTold = false;
  try {
    isTold = await settle(head, changes, run);
  } finally {
    await writing.undo(isTold);
  }
  if (failures.length > 0) throw failures[0];
  return { traceCount: writing.traceCount, isWhole: changes.isWhole && isTold };
}

const isRecent = (start: number, now: number): boolean => start >= now - recentMilliseconds;

/** What failed of these, which are done one after the other. */
async function failuresOf(works: readonly (() => Promise<void>)[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const work of works) {
    try {
      await work();
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}

function uncoveredPorts(
  { coverage, writing }: { coverage: RecentCoverage; writing: RecentWriting },
  run: RecentRun,
): UncoveredPorts {
  const { ports, deadline, isSweep, now } = run;
  return {
    writing,
    read: readingGrams(run),
    isOver: () => ports.clock() >= deadline,
    minTraces: ports.minTraces ?? minTextTraces,
    isDue({ trace: { traceId, spanCount = 0 }, version, start }) {
      if (traceId === undefined || coverage.meets(traceId, version) || !isCoverableId(traceId)) return false;
      return isRecent(start, now) && (spanCount <= manySpans || isSweep);
    },
  };
}

/** Those that started before the time of which all traces were read are asked for one by one, once there is nothing else to do. */
async function losersOf(
  { coverage, traces, live }: { coverage: RecentCoverage; traces: RecentTraces; live: readonly RecentSegment[] },
  { projectId, ports, deadline }: RecentRun,
): Promise<RecentSegment[]> {
  const { readDownTo, isWhole } = traces;
  const asked = isWhole && ports.clock() < deadline ? coverage.startedBefore(readDownTo) : [];
  return coverage.losers(readDownTo, await findGoneTraces(projectId, asked, ports), live);
}

/** Null of a trace that has too much text, is not all there yet, or cannot be read: one must not keep all others from it. */
function readingGrams({ projectId, ports }: RecentRun) {
  let unreadable = 0;
  return async ({ trace, packCount }: IndexedSummary): Promise<Uint32Array | null> => {
    const traceId = String(trace.traceId);
    try {
      return await collectTraceGrams({ projectId, traceId, summary: trace, packCount }, ports);
    } catch (error) {
      unreadable += 1;
      if (unreadable > maxUnreadable) throw error;
      ports.logger.error('traces.text.unreadable', { projectId, traceId, error });
      return null;
    }
  };
}

interface Changes {
  readonly added: readonly RecentSegment[];
  /** Segments that know a trace that has gone. */
  lost: readonly RecentSegment[];
  /** All that is due was done. */
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
