import type { DigestTest } from '../trace-digests/compile-digest-test.ts';
import type { RunDigest } from '../trace-digests/run-digest.ts';
import { hourOf, millisecondsPerHour } from './trace-digest-keys.ts';
import type { DigestedHours } from './trace-digest-reads.ts';
import { timeRange } from './trace-keys.ts';
import type { KeyRange, KeyRanges, SkippedRows } from './trace-partition.ts';

interface RangeQuery {
  /** Epoch milliseconds: a part of a day, from its start to below its end. */
  from: number;
  to: number;
  /** Sort keys within which to look: from `first` to below `end`. */
  first: string;
  end: string;
}

/** Times to read, and how many rows they hold at most; null where nobody has counted. */
interface Stretch {
  from: number;
  to: number;
  rowCount: number | null;
}

/** To ask once more takes as long as to read about so many rows. */
const worthSkipping = 160;

/**
 * What has to be read of one shard of a part of a day, newest first: the hours without a digest, and the runs that may hold
 * something. A run that a bound cuts is read, so that only what lies wholly in the range counts as looked at.
 */
export function rangesToRead(query: RangeQuery, hours: DigestedHours, shard: number, mayMatch: DigestTest): KeyRanges {
  const found = new RangeCollector();
  for (let hour = hourOf(query.to - 1); hour + millisecondsPerHour > query.from; hour -= millisecondsPerHour) {
    const runs = hours.get(hour)?.get(shard);
    if (runs === undefined) found.read({ from: hour, to: hour + millisecondsPerHour, rowCount: null });
    else readRuns(runs.toReversed(), { query, mayMatch, found });
  }
  return found.ranges(query);
}

interface RunReading {
  query: RangeQuery;
  mayMatch: DigestTest;
  found: RangeCollector;
}

function readRuns(runs: readonly RunDigest[], { query, mayMatch, found }: RunReading): void {
  for (const run of runs) {
    const [first, end] = timeRange(run.first, run.last + 1);
    // Beyond the bounds: read on another page, or not at all.
    if (end <= query.first || first >= query.end) continue;
    const isWhole = first >= query.first && end <= query.end;
    if (isWhole && !mayMatch(run)) found.skip({ first, count: run.count });
    else found.read({ from: run.first, to: run.last + 1, rowCount: run.count });
  }
}

/** Stretches of time, newest first, with what lies between them. What is not worth a query of its own is read along. */
class RangeCollector {
  private readonly stretches: Stretch[] = [];
  private readonly skipped: SkippedRows[] = [];
  /** Below the last stretch. */
  private skippedSince: SkippedRows[] = [];

  skip(rows: SkippedRows): void {
    this.skippedSince.push(rows);
  }

  read({ from, to, rowCount }: Stretch): void {
    const above = this.stretches.at(-1);
    const between = this.skippedSince.reduce((sum, { count }) => sum + count, 0);
    if (above === undefined || between >= worthSkipping) {
      this.stretches.push({ from, to, rowCount });
      this.skipped.push(...this.skippedSince);
    } else {
      above.from = from;
      above.rowCount = above.rowCount === null || rowCount === null ? null : above.rowCount + between + rowCount;
    }
    this.skippedSince = [];
  }

  ranges({ first, end }: RangeQuery): KeyRanges {
    const ranges = this.stretches.map(({ from, to, ...stretch }): KeyRange => {
      const [low, high] = timeRange(from, to);
      return { ...stretch, first: low > first ? low : first, end: high < end ? high : end };
    });
    return { ranges, skipped: [...this.skipped, ...this.skippedSince] };
  }
}
