import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import {
  createPartitionReader,
  type PartitionQuery,
  type PartitionReader,
  type Row,
  type SkippedRows,
} from './trace-partition.ts';
import type { PartitionGroup, SearchWave } from './trace-search-source.ts';

export interface ScanStep {
  /** Newest first, below those of the steps before. */
  rows: Row[];
  /** Every row above this was in this step or one before. */
  position: string;
  isDone: boolean;
}

export interface TraceScan {
  /** Takes at most `max` rows; reads what lacks for that once. A step may have no rows and still come further. */
  next(max: number): Promise<ScanStep>;
  readonly queryCount: number;
  /** Traces that DynamoDB looked at and kept back. */
  readonly keptBackCount: number;
  /** Traces above a position that digests told of, so that they were not read. */
  skippedDownTo(position: string): number;
}

export interface ScanQuery extends Omit<PartitionQuery, 'index' | 'partition' | 'ranges'> {
  waves: AsyncIterator<SearchWave>;
  /** Sort keys from `first` to below `end`. */
  first: string;
  end: string;
}

interface OpenGroup {
  readers: readonly PartitionReader[];
  bottom: string;
}

/** Merges the partitions of each group, newest first, and goes from group to group. */
export function createTraceScan(
  query: ScanQuery,
  ports: { documents: DynamoDBDocumentClient; tableName: string },
): TraceScan {
  const groups: OpenGroup[] = [];
  let queryCount = 0;
  let keptBackCount = 0;
  const skipped: SkippedRows[] = [];

  async function readMore(readers: readonly PartitionReader[]): Promise<void> {
    const reads = await Promise.all(readers.map((reader) => reader.readMore()));
    for (const read of reads) {
      queryCount += read.queryCount;
      keptBackCount += read.keptBackCount;
    }
  }

  async function openWave(): Promise<boolean> {
    const { value, done } = await query.waves.next();
    if (done) return false;
    queryCount += value.queryCount;
    const opened = value.groups.map(({ partitions, bottom }: PartitionGroup) => ({
      readers: partitions.map((partition) => createPartitionReader({ ...query, ...partition }, ports)),
      bottom,
    }));
    await readMore(opened.flatMap(({ readers }) => readers));
    groups.push(...opened);
    for (const { partitions } of value.groups) skipped.push(...partitions.flatMap((partition) => partition.skipped));
    return true;
  }

  return {
    get queryCount() {
      return queryCount;
    },
    get keptBackCount() {
      return keptBackCount;
    },
    skippedDownTo(position) {
      return skipped.reduce((sum, { first, count }) => (first >= position ? sum + count : sum), 0);
    },
    async next(max) {
      if (groups.length === 0 && !(await openWave())) return { rows: [], position: query.first, isDone: true };
      const [group] = groups;
      if (group === undefined) return { rows: [], position: query.first, isDone: true };
      const behind = group.readers.filter((reader) => reader.rows.length === 0 && !reader.isDone);
      if (behind.length > 0) await readMore(behind);
      const rows = takeRows(group.readers, max);
      const isUsedUp = group.readers.every((reader) => reader.isDone && reader.rows.length === 0);
      if (isUsedUp) groups.shift();
      const position = isUsedUp ? group.bottom : (positionIn(group.readers, rows) ?? query.end);
      return { rows, position, isDone: false };
    },
  };
}

function takeRows(readers: readonly PartitionReader[], max: number): Row[] {
  const rows: Row[] = [];
  while (rows.length < max) {
    const newest = takeRow(readers);
    if (newest === null) break;
    newest.rows.shift();
    rows.push(newest.row);
  }
  return rows;
}

/** The newest row, unless a reader that has to read on may hold a newer one. */
function takeRow(readers: readonly PartitionReader[]): { row: Row; rows: Row[] } | null {
  let newest: { row: Row; rows: Row[] } | null = null;
  for (const { rows } of readers) {
    const [row] = rows;
    if (row !== undefined && (newest === null || row.sortKey > newest.row.sortKey)) newest = { row, rows };
  }
  return newest === null || newest.row.sortKey < floorOf(readers) ? null : newest;
}

/** Below this a reader that is behind may hold rows newer than those of the others. */
function floorOf(readers: readonly PartitionReader[]): string {
  let floor = '';
  for (const { rows, isDone, readDownTo } of readers) {
    if (rows.length === 0 && !isDone && readDownTo > floor) floor = readDownTo;
  }
  return floor;
}

/** The last row that was taken; or further down, where nothing is left above. */
function positionIn(readers: readonly PartitionReader[], taken: readonly Row[]): string | undefined {
  const canTakeMore = takeRow(readers) !== null;
  const floor = floorOf(readers);
  return !canTakeMore && floor !== '' ? floor : taken.at(-1)?.sortKey;
}
