import type { Logger } from '../../../shared/observability/logger.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { IndexedSummary, ProjectTime, TraceDigests } from '../../../shared/storage/trace-digests.ts';
import type { TraceReadPorts } from '../../../shared/storage/trace-packs.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { collectTraceGrams, gramBounds } from './collect-trace-grams.ts';
import type { TextWriting } from './text-writing.ts';

export interface WriteTextsPorts extends TraceReadPorts {
  digests: Pick<TraceDigests, 'traces'>;
  clock: Clock;
  logger: Logger;
}

/** Traces that every search reads, of one shard. */
const maxOpenStarts = 100;
/** Traces that cannot be read; of more of them it is not they that are to blame. */
const maxUnreadable = 10;
/** Of traces that are read at the same time. */
export const concurrentTraces = 8;
const concurrentSpans = 10_000;

export interface TextBounds {
  /** Epoch milliseconds. */
  deadline: number;
  /** Whoever is out of time goes on another time: what was written stays. */
  isPaused?: boolean;
  maxOpen?: number;
  grams?: typeof gramBounds;
}

type WritingOutcome = 'written' | 'too large' | 'out of time';

/**
 * Writes the text of the traces that some shards of the index hold of a time, from where a run before stopped. Takes back what was written if that fails, or takes too long and nobody
 * goes on with it.
 */
export async function writeTexts(
  of: { time: ProjectTime; shards: readonly number[] },
  writing: TextWriting,
  ports: WriteTextsPorts,
  bounds: TextBounds,
): Promise<WritingOutcome> {
  let isKept = false;
  try {
    const outcome = await readShards(of, writing, ports, bounds);
    if (outcome === 'written') await writing.finish();
    isKept = outcome === 'written' || (outcome === 'out of time' && bounds.isPaused === true);
    return outcome;
  } finally {
    if (!isKept) await writing.undo();
  }
}

async function readShards(
  { time, shards }: { time: ProjectTime; shards: readonly number[] },
  writing: TextWriting,
  ports: WriteTextsPorts,
  bounds: TextBounds,
): Promise<WritingOutcome> {
  const { digests, clock } = ports;
  const read = readingGrams(time.projectId, ports, bounds.grams);
  for (const { shard, from } of whatIsLeft(shards, time.from, writing)) {
    for await (const traces of inBatches(digests.traces({ ...time, from }, shard))) {
      if (clock() >= bounds.deadline) return 'out of time';
      const found = await mapConcurrently(traces, concurrentTraces, read);
      for (const [index, { start, ttl }] of traces.entries())
        await writing.add({ shard, start, ttl }, found[index] ?? null);
      if (writing.openStarts(shard).length > (bounds.maxOpen ?? maxOpenStarts)) return 'too large';
    }
  }
  return 'written';
}

/** One shard after the other, from the millisecond on in which the trace started that was read last. */
function whatIsLeft(shards: readonly number[], from: number, { lastAdded }: TextWriting) {
  const sorted = shards.toSorted((a, b) => a - b);
  if (lastAdded === null) return sorted.map((shard) => ({ shard, from }));
  const left = sorted.filter((shard) => shard >= lastAdded.shard);
  return left.map((shard) => ({ shard, from: shard === lastAdded.shard ? lastAdded.start : from }));
}

/** Null of a trace that has too much text, or cannot be read: one must not keep all others from it. */
function readingGrams(projectId: string, ports: WriteTextsPorts, bounds = gramBounds) {
  let unreadable = 0;
  return async ({ trace }: IndexedSummary): Promise<Uint32Array | null> => {
    const { traceId } = trace;
    if (traceId === undefined) return null;
    try {
      return await collectTraceGrams({ projectId, traceId, summary: trace }, ports, bounds);
    } catch (error) {
      unreadable += 1;
      if (unreadable > maxUnreadable) throw error;
      ports.logger.error('traces.text.unreadable', { projectId, traceId, error });
      return null;
    }
  };
}

/** As many as may be read at the same time. */
export async function* inBatches(
  traces: AsyncIterable<IndexedSummary> | Iterable<IndexedSummary>,
): AsyncGenerator<IndexedSummary[]> {
  let batch: IndexedSummary[] = [];
  let spans = 0;
  for await (const each of traces) {
    const own = each.trace.spanCount ?? 1;
    if (batch.length > 0 && (batch.length === concurrentTraces || spans + own > concurrentSpans)) {
      yield batch;
      batch = [];
      spans = 0;
    }
    batch.push(each);
    spans += own;
  }
  if (batch.length > 0) yield batch;
}
