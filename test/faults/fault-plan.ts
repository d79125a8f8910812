import { testTime } from '../support/build-span.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface FaultScale {
  largeTraces: number;
  spansPerLargeTrace: number;
  mediumTraces: number;
  smallTraces: number;
  /** The table that refuses "for a minute" does so for this long. */
  outageMilliseconds: number;
  spansPerRound: number;
  /** At most. */
  batchesPerMessage: number;
  /** Of the processes, those that are killed at some write. */
  deathRate: number;
  /** Of the calls of DynamoDB, those that are throttled or conflict. */
  throttleRate: number;
  /** Of the writes to the archive, those that S3 refuses. */
  archiveRefusalRate: number;
  /** Of the messages, those whose batches come as requests that the endpoint archives; the others are for the worker to archive. */
  requestRate: number;
}

export const fullScale: FaultScale = {
  ...{ largeTraces: 4, spansPerLargeTrace: 20_000, mediumTraces: 100, smallTraces: 3_600 },
  ...{ outageMilliseconds: 60_000, spansPerRound: 10_000, batchesPerMessage: 20 },
  ...{ deathRate: 0.3, throttleRate: 0.003, archiveRefusalRate: 0.1, requestRate: 0.2 },
};

/** The same code in a few seconds, for every run of the tests. */
export const testScale: FaultScale = {
  ...{ largeTraces: 1, spansPerLargeTrace: 1_500, mediumTraces: 4, smallTraces: 60 },
  ...{ outageMilliseconds: 300, spansPerRound: 800, batchesPerMessage: 6 },
  ...{ deathRate: 0.4, throttleRate: 0.01, archiveRefusalRate: 0.2, requestRate: 0.5 },
};

/** A request's spans of one trace: a range of them, in their first or second version. */
export interface Batch {
  trace: number;
  from: number;
  to: number;
  version: 1 | 2;
  receivedAt: number;
}

export interface FaultPlan {
  /** How many spans each trace has. */
  spanCounts: readonly number[];
  /** In the order in which they are sent. */
  batches: readonly Batch[];
  /** The version that counts in the end, per trace and span. */
  versions: readonly Uint8Array[];
}

const mediumSpans = 500;
export const plannedHours = 3;

/** What is sent: every span at least once, some again alone or in other company, some in a later version, in any order. */
export function planFaults(scale: FaultScale, random: SeededRandom): FaultPlan {
  const spanCounts = [
    ...Array.from({ length: scale.largeTraces }, () => scale.spansPerLargeTrace),
    ...Array.from({ length: scale.mediumTraces }, () => mediumSpans),
    ...Array.from({ length: scale.smallTraces }, () => 10 + random.below(21)),
  ];
  const batches = spanCounts.flatMap((spanCount, trace) => batchesOf(trace, spanCount, random));
  const repeated = batches.filter(() => random.isLikely(0.08));
  const versions = spanCounts.map((spanCount) => new Uint8Array(spanCount).fill(1));
  for (const { trace, from, to, version } of batches) if (version === 2) versions[trace]?.fill(2, from, to);
  return { spanCounts, batches: random.shuffle([...batches, ...repeated]), versions };
}

function batchesOf(trace: number, spanCount: number, random: SeededRandom): Batch[] {
  const batches: Batch[] = [];
  const add = (from: number, to: number, version: 1 | 2 = 1) => {
    const receivedAt = testTime + random.below(plannedHours * 3_600_000);
    batches.push({ trace, from, to: Math.min(to, spanCount), version, receivedAt });
  };
  const size = sizeOfBatches(spanCount, random);
  for (let from = 0; from < spanCount; from += size) add(from, from + size);
  // In other company, and in a later version: of a large trace rarely, because each makes the whole trace be read.
  const from = random.below(spanCount);
  const [overlaps, versions] = spanCount > mediumSpans ? [0.5, 0.5] : [0.1, 0.05];
  if (random.isLikely(overlaps)) add(from, from + 40);
  if (random.isLikely(versions)) add(from, from + 8, 2);
  return batches;
}

function sizeOfBatches(spanCount: number, random: SeededRandom): number {
  if (spanCount > mediumSpans) return 600 + random.below(800);
  if (spanCount === mediumSpans) return 60 + random.below(140);
  return 5 + random.below(30);
}
