import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { SearchCondition } from './trace-search-condition.ts';

/** One partition of an index whose sort key is a time. */
export interface TimePartition {
  index: 'byTime' | 'bySession' | 'byUser';
  partition: string;
}

export interface PartitionQuery extends TimePartition {
  /** Sort keys from `first` to below `end`. */
  first: string;
  end: string;
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
  /** Rows that were read and not taken yet, newest first. */
  rows: Row[];
  isDone: boolean;
  /** Every row with a greater sort key has been read. */
  readDownTo: string;
  /** Answers how many traces DynamoDB looked at and kept back. */
  readMore(): Promise<number>;
}

interface PartitionPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

const indexKeys = {
  byTime: { partitionKey: 'timePk', sortKey: 'timeSk' },
  bySession: { partitionKey: 'sessionPk', sortKey: 'sessionSk' },
  byUser: { partitionKey: 'userPk', sortKey: 'userSk' },
} as const;

export function createPartitionReader(query: PartitionQuery, ports: PartitionPorts): PartitionReader {
  const { sortKey } = indexKeys[query.index];
  const input = queryInput(query, ports.tableName);
  let start: Record<string, unknown> | undefined;
  const reader: PartitionReader = {
    rows: [],
    isDone: false,
    readDownTo: query.end,
    async readMore() {
      const page = await ports.documents.send(new QueryCommand({ ...input, ExclusiveStartKey: start }));
      const items = page.Items ?? [];
      // BETWEEN takes its upper bound in; that row was on the page before.
      const below = items.filter((item) => item[sortKey] !== query.end);
      reader.rows.push(...below.map((item) => rowOf(item[sortKey] as string, item)));
      start = page.LastEvaluatedKey;
      reader.isDone = start === undefined;
      if (start !== undefined) reader.readDownTo = start[sortKey] as string;
      return (page.ScannedCount ?? items.length) - items.length;
    },
  };
  return reader;
}

/** The sort key ends with the trace id, which then need not be read: decoding attributes is most of what a row costs. */
function rowOf(sortKey: string, item: Record<string, unknown>): Row {
  return { sortKey, traceId: sortKey.slice(sortKey.indexOf('#') + 1), item };
}

function queryInput(query: PartitionQuery, tableName: string) {
  const { index, partition, first, end, condition, attributes, pageSize } = query;
  const { partitionKey, sortKey } = indexKeys[index];
  const projection = attributes && projectionOf([...attributes, sortKey]);
  return {
    TableName: tableName,
    IndexName: index,
    KeyConditionExpression: `${partitionKey} = :pk AND ${sortKey} BETWEEN :first AND :end`,
    FilterExpression: condition?.expression,
    ProjectionExpression: projection?.expression,
    ExpressionAttributeNames: condition || projection ? { ...condition?.names, ...projection?.names } : undefined,
    ExpressionAttributeValues: { ':pk': partition, ':first': first, ':end': end, ...condition?.values },
    ScanIndexForward: false,
    Limit: pageSize,
  };
}

/** Many names are reserved words of DynamoDB, so that all are given by placeholders. */
function projectionOf(attributes: readonly string[]) {
  const names = [...new Set(attributes)].map((attribute, index) => [`#p${index}`, attribute] as const);
  return { expression: names.map(([placeholder]) => placeholder).join(', '), names: Object.fromEntries(names) };
}
