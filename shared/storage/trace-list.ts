import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { TraceSummary } from '../contract/span.ts';
import { decodeCursor, encodeCursor, type Page } from './page-cursor.ts';
import { dayOf, millisecondsPerDay, shardCount, timeRange } from './trace-keys.ts';
import { createPartitionReader, type PartitionReader, type Row, type TraceFilter } from './trace-partition.ts';

export interface TraceListQuery extends TraceFilter {
  projectId: string;
  /** Epoch milliseconds: [from, to). */
  from: number;
  to: number;
  limit: number;
  cursor?: string | undefined;
}

export interface TraceListPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/**
 * Queries that one page may cost. Past it the page ends early, perhaps empty, and its cursor goes on from there: a rare
 * match in years of traces takes several pages, never an unbounded one.
 */
const maxQueries = 400;
/** Days are read in waves: one first, because it mostly suffices, then more at a time. */
const maxDaysPerWave = 8;
/** With a filter most rows are read only to be left out. */
const filteredPageSize = 1000;

const cursorName = 'traces';
/** Where the page ended in the time index, and the start of the range it was asked for. */
const cursorShapes = [/^\d{14}(#[0-9a-f]{32})?$/, /^\d{1,14}$/];

/** The page as it fills. */
interface Filling {
  items: TraceSummary[];
  limit: number;
  queriesLeft: number;
  /** Every row above this is on this page or one before. */
  position: string;
}

/** Traces newest first, merged from the shards of each day. Writes never shift a page: its cursor is a position in time. */
export async function listTraces(query: TraceListQuery, ports: TraceListPorts): Promise<Page<TraceSummary>> {
  const range = rangeOf(query);
  // DynamoDB refuses a range that ends before it starts.
  if (range.end <= range.first) return { items: [], nextCursor: null };
  const page: Filling = { items: [], limit: query.limit, queriesLeft: maxQueries, position: range.end };
  for (const days of waves(range)) {
    const readers = days.map((day) => shardReaders(day, query, range, ports));
    await readMore(readers.flat(), page);
    for (const [index, shards] of readers.entries()) {
      const isOver = await takeDay(shards, page);
      if (isOver) return { items: page.items, nextCursor: toCursor(page.position, range.from) };
      // The day is used up.
      page.position = timeRange(0, (days[index] ?? 0) * millisecondsPerDay)[1];
    }
    if (page.queriesLeft <= 0) break;
  }
  const isComplete = page.position <= range.first;
  return { items: page.items, nextCursor: isComplete ? null : toCursor(page.position, range.from) };
}

interface Range {
  from: number;
  newestDay: number;
  oldestDay: number;
  first: string;
  end: string;
}

function rangeOf({ from, to, cursor }: TraceListQuery): Range {
  const [end = '', cursorFrom] = cursor === undefined ? [] : decodeCursor(cursorName, cursorShapes, cursor);
  const start = Math.max(0, Math.trunc(cursorFrom === undefined ? from : Number(cursorFrom)));
  const bound = cursor === undefined ? timeRange(0, to)[1] : end;
  // A bound without a trace id leaves its own millisecond out.
  const newest = Number(bound.slice(0, 14)) - (bound.includes('#') ? 0 : 1);
  return { from: start, newestDay: dayOf(newest), oldestDay: dayOf(start), first: timeRange(start, 0)[0], end: bound };
}

function toCursor(position: string, from: number): string {
  return encodeCursor(cursorName, [position, String(from)]);
}

function* waves({ newestDay, oldestDay }: Range): Generator<number[]> {
  let size = 1;
  for (let day = newestDay; day >= oldestDay; size = Math.min(size * 2, maxDaysPerWave)) {
    const days = Array.from({ length: Math.min(size, day - oldestDay + 1) }, (_, index) => day - index);
    yield days;
    day -= days.length;
  }
}

function shardReaders(day: number, query: TraceListQuery, range: Range, ports: TraceListPorts): PartitionReader[] {
  const { projectId, model, status, limit } = query;
  const { first, end } = range;
  const pageSize = model === undefined && status === undefined ? limit + 1 : filteredPageSize;
  return Array.from({ length: shardCount }, (_, shard) =>
    createPartitionReader({ projectId, day, shard, first, end, filter: { model, status }, pageSize }, ports),
  );
}

async function readMore(readers: readonly PartitionReader[], page: Filling): Promise<void> {
  page.queriesLeft -= readers.length;
  await Promise.all(readers.map((reader) => reader.readMore()));
}

/** Moves the rows of a day to the page, newest first; true when the page is over before the day is. */
async function takeDay(shards: readonly PartitionReader[], page: Filling): Promise<boolean> {
  for (;;) {
    const behind = shards.filter((shard) => shard.rows.length === 0 && !shard.isDone);
    if (behind.length > 0 && page.queriesLeft > 0) {
      await readMore(behind, page);
      continue;
    }
    // Below this a shard that is not read on may hold rows newer than those of the others.
    const floor =
      behind
        .map((shard) => shard.readDownTo)
        .sort()
        .at(-1) ?? '';
    const newest = newestOf(shards);
    if (newest === null || newest.sortKey < floor) {
      if (floor !== '') page.position = floor;
      return floor !== '';
    }
    if (page.items.length === page.limit) return true;
    newest.shard.rows.shift();
    page.items.push(newest.summary);
    page.position = newest.sortKey;
  }
}

function newestOf(shards: readonly PartitionReader[]): (Row & { shard: PartitionReader }) | null {
  let newest: (Row & { shard: PartitionReader }) | null = null;
  for (const shard of shards) {
    const [row] = shard.rows;
    if (row !== undefined && (newest === null || row.sortKey > newest.sortKey)) newest = { ...row, shard };
  }
  return newest;
}
