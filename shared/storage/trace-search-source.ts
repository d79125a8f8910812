import { definitionOf } from '../trace-filter/fields.ts';
import type { Filter } from '../trace-filter/filter.ts';
import { dayOf, millisecondsPerDay, shardCount, timePartition, timeRange, traceIndexKeys } from './trace-keys.ts';
import type { TimePartition } from './trace-partition.ts';

export interface SearchRange {
  from: number;
  newestDay: number;
  oldestDay: number;
  /** Sort keys from `first` to below `end`. */
  first: string;
  end: string;
}

/** Partitions that hold the same time, and the sort key above which they hold everything. */
export interface PartitionGroup {
  partitions: readonly TimePartition[];
  bottom: string;
}

/** Days are read in waves: one first, because it mostly suffices, then more at a time. */
const maxDaysPerWave = 8;

/** From the end of a range, or from where a page ended in it, down to its start. */
export function searchRange(from: number, end: string): SearchRange {
  const start = Math.max(0, Math.trunc(from));
  // A bound without a trace id leaves its own millisecond out.
  const newest = Number(end.slice(0, 14)) - (end.includes('#') ? 0 : 1);
  return { from: start, newestDay: dayOf(newest), oldestDay: dayOf(start), first: timeRange(start, 0)[0], end };
}

/**
 * Where to look, newest first, in waves whose groups are read side by side. A filter that fixes the session or the user is
 * answered from their index: a partition that holds nothing else.
 */
export function* searchWaves(projectId: string, filter: Filter, range: SearchRange): Generator<PartitionGroup[]> {
  const fixed = fixedPartition(projectId, filter);
  if (fixed !== null) yield [{ partitions: [fixed], bottom: range.first }];
  else yield* dayWaves(projectId, range);
}

function* dayWaves(projectId: string, { newestDay, oldestDay }: SearchRange): Generator<PartitionGroup[]> {
  let size = 1;
  for (let day = newestDay; day >= oldestDay; size = Math.min(size * 2, maxDaysPerWave)) {
    const days = Array.from({ length: Math.min(size, day - oldestDay + 1) }, (_, index) => day - index);
    yield days.map((each) => dayGroup(projectId, each));
    day -= days.length;
  }
}

function dayGroup(projectId: string, day: number): PartitionGroup {
  const shards = Array.from({ length: shardCount }, (_, shard) => timePartition(projectId, day, shard));
  return {
    partitions: shards.map((partition) => ({ index: 'byTime', partition })),
    bottom: timeRange(0, day * millisecondsPerDay)[1],
  };
}

function fixedPartition(projectId: string, filter: Filter): TimePartition | null {
  const sessionId = fixedValue(filter, 'session');
  const userId = fixedValue(filter, 'user');
  if (sessionId === null && userId === null) return null;
  const keys = traceIndexKeys({ projectId, traceId: '', startMilliseconds: 0, sessionId, userId });
  // A session is the smaller of the two.
  if (keys['sessionPk'] !== undefined) return { index: 'bySession', partition: keys['sessionPk'] };
  return { index: 'byUser', partition: keys['userPk'] ?? '' };
}

/** The only value of an identifier that a fitting trace can have. */
export function fixedValue(filter: Filter, field: 'session' | 'user'): string | null {
  if (filter.kind === 'and')
    return filter.of.map((each) => fixedValue(each, field)).find((value) => value !== null) ?? null;
  if (filter.kind === 'exact' && filter.field === field) return filter.value;
  const isWhole = filter.kind === 'field' && filter.field === field && filter.pattern.length === 1;
  return isWhole && definitionOf(field).isIdentifier ? filter.pattern[0] : null;
}
