import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { projectionOf } from './projection.ts';
import type { SearchCondition } from './trace-search-condition.ts';

/** One partition of an index whose sort key is a time. */
export interface TimePartition {
  index: 'byTime' | 'bySession' | 'byUser';
  partition: string;
}

/** Sort keys from `first` to below `end`. */
export interface KeyRange {
  first: string;
  end: string;
  /** How many rows there are at most; null where nobody has counted. */
  rowCount: number | null;
}

/** Rows from a sort key up that need not be read: none of them fits. */
export interface SkippedRows {
  first: string;
  count: number;
}

/** Where most rows can be ruled out, only what that takes is read of them. */
export interface RowSieve {
  /** What `rulesOut` looks at. */
  attributes: readonly string[];
  /** Whether a row need not be looked at. */
  rulesOut(row: Row): boolean;
}

/** What to read of a partition. */
export interface KeyRanges {
  sieve?: RowSieve | null;
  /** Newest first. */
  ranges: readonly KeyRange[];
  /** Newest first, too. */
  skipped: readonly SkippedRows[];
}

export interface PartitionQuery extends TimePartition, Pick<KeyRanges, 'ranges' | 'sieve'> {
  condition: SearchCondition | null;
  /** Attributes to read beside the keys; null for the whole item. */
  attributes: readonly string[] | null;
  pageSize: number;
}

export interface Row {
  sortKey: string;
  traceId: string;
  /** The attributes of META that were asked for. */
  item: Record<string, unknown>;
}

/** Newest first through one partition of an index, page by page. */
export interface PartitionReader {
  /** The newest of the rows that were read and not taken yet. */
  readonly newest: Row | undefined;
  takeNewest(): void;
  isDone: boolean;
  /** Every row with a greater sort key has been read, or does not fit. */
  readDownTo: string;
  readMore(): Promise<PartitionRead>;
}

export interface PartitionRead {
  queryCount: number;
  /** Traces that DynamoDB looked at and kept back, and those that are ruled out. */
  keptBackCount: number;
}

interface PartitionPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

/** After which a query goes on. */
type Key = Record<string, unknown>;

const indexKeys = {
  byTime: { partitionKey: 'timePk', sortKey: 'timeSk' },
  bySession: { partitionKey: 'sessionPk', sortKey: 'sessionSk' },
  byUser: { partitionKey: 'userPk', sortKey: 'userSk' },
} as const;

/** Rows that one query reads of a partition with a sieve, after the first. */
const siftedPageSize = 1000;

/** Ranges of one partition that are asked for at the same time. */
const concurrentRanges = 4;

export function createPartitionReader(query: PartitionQuery, ports: PartitionPorts): PartitionReader {
  const left = [...query.ranges];
  const input = queryInput(query, ports.tableName);
  const { sortKey } = indexKeys[query.index];
  let start: Key | undefined;
  let rows: readonly Row[] = [];
  let takenCount = 0;
  let limit = query.pageSize;
  const reader: PartitionReader = {
    get newest() {
      return rows[takenCount];
    },
    takeNewest() {
      takenCount += 1;
    },
    isDone: false,
    readDownTo: left[0]?.end ?? '',
    async readMore() {
      const ranges = nextRanges(left, query.pageSize);
      const pages = await Promise.all(ranges.map((range, index) => readRange(range, index === 0 ? start : undefined)));
      // Of ranges that are read together, those below one that was not read to its end are read again.
      const cut = pages.findIndex(({ next }) => next !== undefined);
      const taken = cut < 0 ? pages : pages.slice(0, cut + 1);
      rows = [...rows.slice(takenCount), ...taken.flatMap((page) => page.rows)];
      takenCount = 0;
      left.splice(0, cut < 0 ? taken.length : cut);
      start = taken.at(-1)?.next;
      // Who goes on finds little: what a sieve keeps back takes little to read.
      if (query.sieve) limit = siftedPageSize;
      reader.isDone = left.length === 0;
      reader.readDownTo = (start?.[sortKey] as string | undefined) ?? left[0]?.end ?? '';
      return { queryCount: pages.length, keptBackCount: sumOf(taken.map(({ keptBackCount }) => keptBackCount)) };
    },
  };
  return reader;

  async function readRange(range: KeyRange, after: Key | undefined) {
    const page = await ports.documents.send(new QueryCommand(inputWithin(range, input, { after, limit })));
    const items = page.Items ?? [];
    const rows: Row[] = [];
    let keptBackCount = (page.ScannedCount ?? items.length) - items.length;
    for (const item of items) {
      const key = item[sortKey] as string;
      // BETWEEN takes its upper bound in; that row was on the page before.
      if (key === range.end) continue;
      const row = rowOf(key, item);
      if (query.sieve?.rulesOut(row)) keptBackCount += 1;
      else rows.push(row);
    }
    return { rows, next: page.LastEvaluatedKey, keptBackCount };
  }
}

/** The next range; and those below it, if all of them are small enough to be read to their ends at once. */
function nextRanges(left: readonly KeyRange[], pageSize: number): KeyRange[] {
  const ranges = left.slice(0, 1);
  let rows = ranges[0]?.rowCount ?? null;
  for (const range of left.slice(1, concurrentRanges)) {
    if (rows === null || range.rowCount === null || rows + range.rowCount > pageSize) break;
    rows += range.rowCount;
    ranges.push(range);
  }
  return ranges;
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** The sort key ends with the trace id, which then need not be read: decoding attributes is most of what a row costs. */
function rowOf(sortKey: string, item: Record<string, unknown>): Row {
  return { sortKey, traceId: sortKey.slice(sortKey.indexOf('#') + 1), item };
}

/** What all queries of a partition have in common. */
function queryInput(query: PartitionQuery, tableName: string) {
  const { index, partition, condition } = query;
  const attributes = query.sieve?.attributes ?? query.attributes;
  const { partitionKey, sortKey } = indexKeys[index];
  const projection = attributes && projectionOf([...attributes, sortKey]);
  return {
    TableName: tableName,
    IndexName: index,
    KeyConditionExpression: `${partitionKey} = :pk AND ${sortKey} BETWEEN :first AND :end`,
    FilterExpression: condition?.expression,
    ProjectionExpression: projection?.expression,
    ExpressionAttributeNames: condition || projection ? { ...condition?.names, ...projection?.names } : undefined,
    ExpressionAttributeValues: { ':pk': partition, ...condition?.values },
    ScanIndexForward: false,
  };
}

function inputWithin(
  { first, end }: KeyRange,
  input: ReturnType<typeof queryInput>,
  { after, limit }: { after: Key | undefined; limit: number },
) {
  const { ExpressionAttributeValues: values } = input;
  const within = { ...values, ':first': first, ':end': end };
  return { ...input, ExpressionAttributeValues: within, ExclusiveStartKey: after, Limit: limit };
}
