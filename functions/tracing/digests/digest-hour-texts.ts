import type { Logger } from '../../../shared/observability/logger.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';
import type { Ids } from '../../../shared/runtime/ids.ts';
import { millisecondsPerHour } from '../../../shared/storage/trace-digest-keys.ts';
import type { IndexedSummary, TraceDigests } from '../../../shared/storage/trace-digests.ts';
import { shardCount } from '../../../shared/storage/trace-keys.ts';
import type { TraceReadPorts } from '../../../shared/storage/trace-packs.ts';
import type { ProjectHour } from '../../../shared/storage/trace-slice-digests.ts';
import type { TraceTextDigests } from '../../../shared/storage/trace-text-digests.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { SegmentBuilder } from '../../../shared/text-digests/segment-builder.ts';
import type { SegmentShape } from '../../../shared/text-digests/text-segment.ts';
import { collectTraceGrams, gramBounds } from './collect-trace-grams.ts';

export interface DigestTextsPorts extends TraceReadPorts {
  digests: Pick<TraceDigests, 'traces'>;
  texts: TraceTextDigests;
  clock: Clock;
  ids: Ids;
  logger: Logger;
}

/** `undigested`: the hour itself has no digest, or another one has come meanwhile, with which text becomes due again. */
export type TextsOutcome = 'digested' | 'undigested' | 'too large' | 'out of time';

/** Traces that every search reads, of one shard. */
export const maxOpenStarts = 100;
/** Traces that cannot be read; of more of them it is not they that are to blame. */
const maxUnreadable = 10;
/** Of traces that are read at the same time. */
const concurrentTraces = 8;
const concurrentSpans = 10_000;

interface Bounds {
  /** Epoch milliseconds. */
  deadline: number;
  maxOpen?: number;
  grams?: typeof gramBounds;
}

/**
 * Digests the text of an hour's traces as it is now, for the digests of the hour that are there now. Whatever is written from when
 * these were made leaves a note, as long as they stand: so who believes them may believe the text.
 */
export async function digestHourTexts(of: ProjectHour, ports: DigestTextsPorts, bounds: Bounds): Promise<TextsOutcome> {
  const { texts, clock, ids } = ports;
  const versions = await texts.versions(of);
  // Of a digest before this one, or of a run that died: what was deleted must not stay in any.
  const former = await texts.sortKeys(of);
  if (versions.size === 0) {
    await texts.remove(of, former);
    return 'undigested';
  }
  const writing = new TextWriting(of, ids(), ports);
  const outcome = await readShards(of, [...versions.keys()], { ...ports, writing }, bounds).catch(async (error) => {
    await writing.undo();
    throw error;
  });
  if (outcome !== 'digested') {
    await writing.undo();
    if (outcome === 'too large') await texts.remove(of, former);
    return outcome;
  }
  const { id, segments } = await writing.finish();
  const attached = await Promise.all(
    [...versions].map(([shard, version]) => {
      const openStarts = writing.openStarts(shard);
      return texts.attach(of, shard, version, { id, madeAt: clock(), segments, openStarts });
    }),
  );
  const isAttached = attached.includes(true);
  if (isAttached) await texts.remove(of, former);
  else await writing.undo();
  return isAttached ? 'digested' : 'undigested';
}

async function readShards(
  of: ProjectHour,
  shards: readonly number[],
  ports: DigestTextsPorts & { writing: TextWriting },
  bounds: Bounds,
): Promise<TextsOutcome> {
  const { writing, digests, clock } = ports;
  const time = { projectId: of.projectId, from: of.hour, to: of.hour + millisecondsPerHour };
  const read = readingGrams(of.projectId, ports, bounds.grams);
  for (const shard of shards.toSorted((a, b) => a - b)) {
    for await (const traces of inBatches(digests.traces(time, shard))) {
      if (clock() >= bounds.deadline) return 'out of time';
      const found = await mapConcurrently(traces, concurrentTraces, read);
      for (const [index, { start, ttl }] of traces.entries())
        await writing.add({ shard, start, ttl }, found[index] ?? null);
      if (writing.openStarts(shard).length > (bounds.maxOpen ?? maxOpenStarts)) return 'too large';
    }
  }
  return 'digested';
}

/** Null of a trace that has too much text, or cannot be read: one must not keep all others from it. */
function readingGrams(projectId: string, ports: DigestTextsPorts, bounds = gramBounds) {
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

interface PlacedTrace {
  shard: number;
  start: number;
  /** Epoch seconds. */
  ttl: number;
}

/** Segment after segment: memory holds one. */
class TextWriting {
  private readonly of: ProjectHour;
  private readonly id: string;
  private readonly texts: TraceTextDigests;
  private readonly shapes: SegmentShape[] = [];
  private readonly open: number[][] = emptyShards();
  private builder = new SegmentBuilder();
  private starts = emptyShards();
  private ttl = 0;

  constructor(of: ProjectHour, id: string, { texts }: { texts: TraceTextDigests }) {
    this.of = of;
    this.id = id;
    this.texts = texts;
  }

  /** Without grams, a trace that every search has to read. */
  async add({ shard, start, ttl }: PlacedTrace, grams: Uint32Array | null): Promise<void> {
    if (grams === null) {
      this.open[shard]?.push(start);
      return;
    }
    if (!this.builder.hasRoomFor(grams.length)) await this.flush();
    this.builder.add(grams);
    this.starts[shard]?.push(start);
    this.ttl = Math.max(this.ttl, ttl);
  }

  openStarts(shard: number): readonly number[] {
    return this.open[shard] ?? [];
  }

  async finish(): Promise<{ id: string; segments: readonly SegmentShape[] }> {
    if (this.starts.some(({ length }) => length > 0)) await this.flush();
    return { id: this.id, segments: this.shapes };
  }

  async undo(): Promise<void> {
    const written = await this.texts.sortKeys(this.of);
    await this.texts.remove(
      this.of,
      written.filter((sortKey) => sortKey.includes(`#${this.id}#`)),
    );
  }

  private async flush(): Promise<void> {
    const content = this.builder.finish();
    const segment = this.shapes.length;
    await this.texts.putSegment({ ...this.of, id: this.id, segment, content, starts: this.starts, ttl: this.ttl });
    this.shapes.push({ count: content.count, rowBits: content.rowBits, partBits: content.partBits });
    this.builder = new SegmentBuilder();
    this.starts = emptyShards();
    this.ttl = 0;
  }
}

function emptyShards(): number[][] {
  return Array.from({ length: shardCount }, () => []);
}
