import type { Clock } from '../../../shared/runtime/clock.ts';
import type { IndexedSummary, TraceDigests } from '../../../shared/storage/trace-digests.ts';
import { dayOf, millisecondsPerDay, shardCount } from '../../../shared/storage/trace-keys.ts';

const tileMilliseconds = 5 * 60_000;

interface RecentTime {
  projectId: string;
  /** Epoch milliseconds: [from, to). */
  from: number;
  to: number;
}

interface ReadPorts {
  digests: Pick<TraceDigests, 'traces'>;
  clock: Clock;
}

/** The traces of a time as the index has them, about newest first; stops early when its time is up. */
export class RecentTraces implements AsyncIterable<IndexedSummary> {
  /** All that started since then was read, epoch milliseconds. */
  readDownTo: number;
  private readonly time: RecentTime;
  private readonly ports: ReadPorts;
  private readonly isOver: () => boolean;

  constructor(time: RecentTime, ports: ReadPorts, deadline: number) {
    this.readDownTo = time.to;
    this.time = time;
    this.ports = ports;
    this.isOver = () => ports.clock() >= deadline;
  }

  /** Whether all of the time was read. */
  get isWhole(): boolean {
    return this.readDownTo <= this.time.from;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<IndexedSummary> {
    for (const tile of tilesOf(this.time)) {
      for (let shard = 0; shard < shardCount; shard++) {
        if (this.isOver()) return;
        for await (const trace of this.ports.digests.traces(tile, shard)) {
          yield trace;
          // To read the text of those of one shard may take longer than the function has.
          if (this.isOver()) return;
        }
      }
      this.readDownTo = tile.from;
    }
  }
}

/** None reaches over midnight, since a day has partitions of its own. */
function* tilesOf({ projectId, from, to }: RecentTime): Generator<RecentTime> {
  for (let end = to; end > from; ) {
    const midnight = dayOf(end - 1) * millisecondsPerDay;
    const start = Math.max(from, midnight, end - tileMilliseconds);
    yield { projectId, from: start, to: end };
    end = start;
  }
}
