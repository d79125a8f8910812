import type { ProjectTime, TraceDigests } from '../../../shared/storage/trace-digests.ts';
import { createDigestBuilder, finishRuns } from '../../../shared/trace-digests/digest-builder.ts';
import type { RunDigest } from '../../../shared/trace-digests/run-digest.ts';

export interface ReadShard {
  runs: RunDigest[];
  /** Of the trace that is kept longest, epoch seconds; null if there is no trace. */
  ttl: number | null;
  /** Of the starts that are asked about, those at which there is a trace. */
  found: ReadonlySet<number>;
}

interface ReadBounds {
  maxTraces: number;
  /** Of the digest. */
  maxBytes?: number;
  starts?: ReadonlySet<number>;
}

/** What one shard of the index holds of a time, digested; null if there are too many traces. */
export async function readShard(
  of: ProjectTime,
  shard: number,
  digests: Pick<TraceDigests, 'traces'>,
  { maxTraces, maxBytes, starts }: ReadBounds,
): Promise<ReadShard | null> {
  const builder = createDigestBuilder();
  let ttl: number | null = null;
  let count = 0;
  const found = new Set<number>();
  for await (const summary of digests.traces(of, shard)) {
    ttl = Math.max(ttl ?? 0, summary.ttl);
    count += 1;
    if (count > maxTraces) return null;
    builder.add(summary.start, summary.trace);
    if (starts?.has(summary.start)) found.add(summary.start);
  }
  return { runs: finishRuns(builder.finish(), maxBytes), ttl, found };
}
