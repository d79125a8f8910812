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
const concurrentTraces = 8;
const concurrentSpans = 10_000;

export interface TextBounds {
  /** Epoch milliseconds. */
  deadline: number;
  maxOpen?: number;
  grams?: typeof gramBounds;
}

/** Writes the text of the traces that some shards of the index hold of a time; takes back what was written if that fails. */
export async function writeTexts(
  of: { time: ProjectTime; shards: readonly number[] },
  writing: TextWriting,
  ports: WriteTextsPorts,
  bounds: TextBounds,
): Promise<'written' | 'too large' | 'out of time'> {
  let isWritten = false;
  try {
    const outcome = await readShards(of, writing, ports, bounds);
    if (outcome === 'written') await writing.finish();
    isWritten = outcome === 'written';
    return outcome;
  } finally {
    if (!isWritten) await writing.undo();
  }
}

async function readShards(
  { time, shards }: { time: ProjectTime; shards: readonly number[] },
  writing: TextWriting,
  ports: WriteTextsPorts,
  bounds: TextBounds,
): Promise<'written' | 'too large' | 'out of time'> {
  const { digests, clock } = ports;
  const read = readingGrams(time.projectId, ports, bounds.grams);
  for (const shard of shards.toSorted((a, b) => a - b)) {
    for await (const traces of inBatches(digests.traces(time, shard))) {
      if (clock() >= bounds.deadline) return 'out of time';
      const found = await mapConcurrently(traces, concurrentTraces, read);
      for (const [index, { start, ttl }] of traces.entries())
        await writing.add({ shard, start, ttl }, found[index] ?? null);
      if (writing.openStarts(shard).length > (bounds.maxOpen ?? maxOpenStarts)) return 'too large';
    }
  }
  return 'written';
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
async function* inBatches(traces: AsyncIterable<IndexedSummary>): AsyncGenerator<IndexedSummary[]> {
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
