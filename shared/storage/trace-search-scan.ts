import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { completedAtOnce, completeRows } from './complete-rows.ts';
import { createPartitionReader, type PartitionQuery, type PartitionReader, type Row } from './trace-partition.ts';
import { SkippedTotal } from './trace-search-skipped.ts';
import type { PartitionGroup, PartitionPart, SearchWave } from './trace-search-source.ts';

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

export interface ScanQuery extends Omit<PartitionQuery, 'index' | 'partition' | 'ranges' | 'sieve'> {
  projectId: string;
  waves: AsyncIterator<SearchWave>;
  /** Sort keys from `first` to below `end`. */
  first: string;
  end: string;
}

interface OpenGroup {
  readers: readonly PartitionReader[];
  bottom: string;
  /** Of its rows a part was read. */
  isSifted: boolean;
  /** Whole rows that nobody took yet, and how far one has come with the last of them. */
  completed: Row[];
  position: string;
}

/** Merges the partitions of each group, newest first, and goes from group to group. */
export function createTraceScan(
  query: ScanQuery,
  ports: { documents: DynamoDBDocumentClient; tableName: string },
): TraceScan {
  const groups: OpenGroup[] = [];
  let queryCount = 0;
  let keptBackCount = 0;
  const skipped = new SkippedTotal();

  async function readMore(readers: readonly PartitionReader[]): Promise<void> {
    const reads = await Promise.all(readers.map((reader) => reader.readMore()));
    for (const read of reads) {
      queryCount += read.queryCount;
      keptBackCount += read.keptBackCount;
    }
  }

  /** What one request completes may be more than somebody takes at a time. */
  async function readOn(group: OpenGroup, max: number): Promise<void> {
    const behind = group.readers.filter((reader) => reader.newest === undefined && !reader.isDone);
    if (behind.length > 0) await readMore(behind);
    const taken = takeRows(group.readers, group.isSifted ? completedAtOnce : max);
    group.position = positionIn(group.readers, taken) ?? query.end;
    group.completed = group.isSifted ? await completeRows(query.projectId, taken, query.attributes, ports) : taken;
    queryCount += group.isSifted && taken.length > 0 ? 1 : 0;
  }

  async function openWave(): Promise<boolean> {
    const { value, done } = await query.waves.next();
    if (done) return false;
    queryCount += value.queryCount;
    const opened = value.groups.map(({ partitions, bottom }: PartitionGroup) => ({
      readers: partitions.map((partition) => createPartitionReader({ ...query, ...partition }, ports)),
      bottom,
      isSifted: partitions.some(({ sieve }) => sieve),
      ...{ completed: [], position: query.end },
    }));
    await readMore(opened.flatMap(({ readers }) => readers));
    groups.push(...opened);
    const partitions = value.groups.flatMap((group: PartitionGroup) => group.partitions);
    skipped.add(partitions.flatMap((partition: PartitionPart) => partition.skipped));
    return true;
  }

  return {
    get queryCount() {
      return queryCount;
    },
    get keptBackCount() {
      return keptBackCount;
    },
    skippedDownTo: (position) => skipped.downTo(position),
    async next(max) {
      if (groups.length === 0 && !(await openWave())) return { rows: [], position: query.first, isDone: true };
      const [group] = groups;
      if (group === undefined) return { rows: [], position: query.first, isDone: true };
      if (group.completed.length === 0) await readOn(group, max);
      const rows = group.completed.splice(0, max);
      const isLeft = group.completed.length > 0;
      const isUsedUp = !isLeft && group.readers.every((reader) => reader.isDone && reader.newest === undefined);
      if (isUsedUp) groups.shift();
      const position = isLeft ? (rows.at(-1)?.sortKey ?? query.end) : group.position;
      return { rows, position: isUsedUp ? group.bottom : position, isDone: false };
    },
  };
}

function takeRows(readers: readonly PartitionReader[], max: number): Row[] {
  const rows: Row[] = [];
  while (rows.length < max) {
    const reader = newestReader(readers);
    if (reader?.newest === undefined) break;
    rows.push(reader.newest);
    reader.takeNewest();
  }
  return rows;
}

/** The reader with the newest row, unless one that has to read on may hold a newer one. */
function newestReader(readers: readonly PartitionReader[]): PartitionReader | undefined {
  let newest: PartitionReader | undefined;
  let key = '';
  for (const reader of readers) {
    const row = reader.newest;
    if (row === undefined || row.sortKey <= key) continue;
    newest = reader;
    key = row.sortKey;
  }
  return key < floorOf(readers) ? undefined : newest;
}

/** Below this a reader that is behind may hold rows newer than those of the others. */
function floorOf(readers: readonly PartitionReader[]): string {
  let floor = '';
  for (const { newest, isDone, readDownTo } of readers) {
    if (newest === undefined && !isDone && readDownTo > floor) floor = readDownTo;
  }
  return floor;
}

/** The last row that was taken; or further down, where nothing is left above. */
function positionIn(readers: readonly PartitionReader[], taken: readonly Row[]): string | undefined {
  const floor = floorOf(readers);
  return floor !== '' && newestReader(readers) === undefined ? floor : taken.at(-1)?.sortKey;
}
