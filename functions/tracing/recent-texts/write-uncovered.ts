import type { IndexedSummary } from '../../../shared/storage/trace-digests.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { concurrentTraces, inBatches } from '../digests/write-texts.ts';
import type { RecentWriting } from './recent-writing.ts';

export interface UncoveredPorts {
  writing: RecentWriting;
  /** Whether the text of a trace is to be made. */
  isDue(trace: IndexedSummary): boolean;
  /** Its grams; null if every search has to read it. */
  read(trace: IndexedSummary): Promise<Uint32Array | null>;
  isOver(): boolean;
  /** Fewer are left. */
  minTraces: number;
}

/** Writes the text of those traces of which it is due, as far as there is time. False if some were left for lack of it. */
export async function writeUncovered(
  traces: AsyncIterable<IndexedSummary>,
  { writing, isDue, read, isOver, minTraces }: UncoveredPorts,
): Promise<boolean> {
  let waiting: IndexedSummary[] = [];
  let isWhole = true;
  const write = async () => {
    for await (const batch of inBatches(waiting)) {
      isWhole &&= !isOver();
      if (!isWhole) break;
      const grams = await mapConcurrently(batch, concurrentTraces, read);
      for (const [place, { trace, version, start }] of batch.entries())
        await writing.add({ traceId: String(trace.traceId), version, start }, grams[place] ?? null);
    }
    waiting = [];
  };
  for await (const each of traces) {
    if (!isDue(each)) continue;
    waiting.push(each);
    if (waiting.length >= minTraces) await write();
  }
  if (writing.traceCount > 0) await write();
  return isWhole;
}
