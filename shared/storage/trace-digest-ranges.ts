import type { DigestTest } from '../trace-digests/compile-digest-test.ts';
import type { RunDigest } from '../trace-digests/run-digest.ts';
import { hourOf, millisecondsPerHour } from './trace-digest-keys.ts';
import type { DigestedHours, DigestedPart, LateStart } from './trace-digested-hour.ts';
import { timeRange } from './trace-keys.ts';
import type { KeyRange, KeyRanges, SkippedRows } from './trace-partition.ts';
import { textsBetween } from './trace-text-ranges.ts';
import type { FoundTexts, HourTexts } from './trace-text-reads.ts';

interface RangeQuery {
  /** Epoch milliseconds: a part of a day, from its start to below its end. */
  from: number;
  to: number;
  /** Sort key below which to look. */
  end: string;
}

/** Where to look in milliseconds, with which many runs are compared. */
interface Bounds {
  from: number;
  /** Of a millisecond below this all may be looked at, of one at `beyond` or above nothing. */
  whole: number;
  beyond: number;
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
 * What has to be read of one shard of a part of a day, newest first: the times without a digest, the runs that may hold something,
 * and the starts of traces that were written late. A run that a bound cuts is read, so that only what lies wholly in the range
 * counts as looked at.
 */
export function rangesToRead(
  query: RangeQuery,
  hours: DigestedHours,
  shard: number,
  mayMatch: DigestTest,
  texts: FoundTexts | null = null,
): KeyRanges {
  const bounds = boundsOf(query);
  const found = new RangeCollector(query, bounds);
  for (let hour = hourOf(query.to - 1); hour + millisecondsPerHour > query.from; hour -= millisecondsPerHour) {
    const parts = hours.get(hour)?.parts.get(shard) ?? [];
    const lateStarts = hours.get(hour)?.lateStarts.get(shard) ?? [];
    let readDownTo = hour + millisecondsPerHour;
    for (const part of parts) {
      if (part.to < readDownTo) found.read({ from: part.to, to: readDownTo, rowCount: null });
      const reading = { bounds, mayMatch, texts: texts?.of(part.from, shard) ?? null, found };
      readPart(part, startsIn(lateStarts, part.from, part.to), reading);
      readDownTo = part.from;
    }
    if (hour < readDownTo) found.read({ from: hour, to: readDownTo, rowCount: null });
  }
  return found.ranges();
}

/** A sort key with a trace id ends within its millisecond. */
function boundsOf({ from, end }: RangeQuery): Bounds {
  const whole = Number(end.slice(0, 14));
  return { from, whole, beyond: end.includes('#') ? whole + 1 : whole };
}

function startsIn(lateStarts: readonly LateStart[], from: number, to: number): LateStart[] {
  return lateStarts.filter(({ start }) => from <= start && start < to);
}

interface PartReading {
  bounds: Bounds;
  mayMatch: DigestTest;
  texts: HourTexts | null;
  found: RangeCollector;
}

/** Late starts beside the runs: a trace that the digest does not know may have come anywhere. */
function readPart({ runs, to }: DigestedPart, lateStarts: readonly LateStart[], reading: PartReading): void {
  let above = to;
  for (const run of runs.toReversed()) {
    readLate(startsIn(lateStarts, run.last + 1, above), reading.found);
    readRun(run, startsIn(lateStarts, run.first, run.last + 1), reading);
    above = run.first;
  }
  readLate(
    lateStarts.filter(({ start }) => start < above),
    reading.found,
  );
}

function readRun(run: RunDigest, lateStarts: readonly LateStart[], reading: PartReading): void {
  const { bounds, mayMatch, texts, found } = reading;
  const isWhole = run.first >= bounds.from && run.last < bounds.whole;
  const fits = mayMatch(run, textsBetween(texts, run.first, run.last));
  const starts = !fits ? lateStarts : startsToLookAt(run, lateStarts, reading);
  if (isWhole && starts !== null && !isDense(run, starts.length)) skipBut(starts, run, found);
  else found.read({ from: run.first, to: run.last + 1, rowCount: run.count });
}

/** Of a run that may only fit because of a text, the traces that may hold it, and what was written late; null if it has to be read. */
function startsToLookAt(
  run: RunDigest,
  lateStarts: readonly LateStart[],
  { mayMatch, texts }: PartReading,
): LateStart[] | null {
  const holding = texts === null || mayMatch(run, () => false) ? null : texts.startsBetween(run.first, run.last);
  if (holding === null) return null;
  const starts = new Map<number, LateStart>();
  for (const start of holding) {
    // Of two texts a trace may have to hold both.
    if (mayMatch(run, textsBetween(texts, start, start))) starts.set(start, { start, writes: 1 });
    if (isDense(run, starts.size)) return null;
  }
  for (const late of lateStarts) starts.set(late.start, late);
  return [...starts.values()].sort((a, b) => b.start - a.start);
}

/** To ask for each start would take longer than to read what lies between them. */
function isDense({ count }: RunDigest, startCount: number): boolean {
  return count - startCount < (startCount - 1) * worthSkipping;
}

/**
 * How many traces of a run start at a late start, or between two of them, nobody has counted: about one each, and all others evenly
 * between them, or below the only one.
 */
function skipBut(lateStarts: readonly LateStart[], { first, count }: RunDigest, found: RangeCollector): void {
  const others = Math.max(0, count - lateStarts.length);
  const gaps = Math.max(1, lateStarts.length - 1);
  const skip = (gap: number, from: number) => {
    const rows = Math.floor((others * (gap + 1)) / gaps) - Math.floor((others * gap) / gaps);
    found.skip({ first: timeRange(from, 0)[0], count: rows });
  };
  for (const [place, late] of lateStarts.entries()) {
    readLate([late], found);
    const next = lateStarts[place + 1];
    if (next !== undefined) skip(place, next.start + 1);
  }
  if (lateStarts.length < 2) skip(0, first);
}

function readLate(lateStarts: readonly LateStart[], found: RangeCollector): void {
  for (const { start, writes } of lateStarts) found.read({ from: start, to: start + 1, rowCount: writes });
}

/** Stretches of time, newest first, with what lies between them. What is not worth a query of its own is read along. */
class RangeCollector {
  private readonly query: RangeQuery;
  private readonly bounds: Bounds;
  private readonly stretches: Stretch[] = [];
  private readonly skipped: SkippedRows[] = [];
  /** Below the last stretch. */
  private skippedSince: SkippedRows[] = [];

  constructor(query: RangeQuery, bounds: Bounds) {
    this.query = query;
    this.bounds = bounds;
  }

  skip(rows: SkippedRows): void {
    this.skippedSince.push(rows);
  }

  /** Beyond the bounds it is read on another page, or not at all. */
  read({ from, to, rowCount }: Stretch): void {
    if (to <= this.bounds.from || from >= this.bounds.beyond) return;
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

  ranges(): KeyRanges {
    const { from: lowest, end } = this.query;
    const ranges = this.stretches.map(({ from, to, ...stretch }): KeyRange => {
      const [first, last] = timeRange(Math.max(from, lowest), to);
      return { ...stretch, first, end: to > this.bounds.whole ? end : last };
    });
    return { ranges, skipped: [...this.skipped, ...this.skippedSince] };
  }
}
