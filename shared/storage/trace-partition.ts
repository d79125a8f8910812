import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { TraceSummary } from '../contract/span.ts';
import { timePartition } from './trace-keys.ts';
import { summaryOfItem } from './trace-meta.ts';

export interface TraceFilter {
  model?: string | undefined;
  status?: TraceSummary['status'] | undefined;
}

export interface PartitionQuery {
  projectId: string;
  day: number;
  shard: number;
  /** Sort keys from `first` to below `end`. */
  first: string;
  end: string;
  filter: TraceFilter;
  pageSize: number;
}

export interface Row {
  sortKey: string;
  summary: TraceSummary;
}

/** Newest first through one partition of the time index, page by page. */
export interface PartitionReader {
  /** Rows that were read and not taken yet, newest first. */
  rows: Row[];
  isDone: boolean;
  /** Every row with a greater sort key has been read. */
  readDownTo: string;
  readMore(): Promise<void>;
}

interface PartitionPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

export function createPartitionReader(query: PartitionQuery, ports: PartitionPorts): PartitionReader {
  let start: Record<string, unknown> | undefined;
  const reader: PartitionReader = {
    rows: [],
    isDone: false,
    readDownTo: query.end,
    async readMore() {
      const input = queryInput(query, ports.tableName);
      const page = await ports.documents.send(new QueryCommand({ ...input, ExclusiveStartKey: start }));
      // BETWEEN takes its upper bound in; that row was on the page before.
      const items = (page.Items ?? []).filter((item) => item['timeSk'] !== query.end);
      reader.rows.push(...items.map((item) => ({ sortKey: item['timeSk'] as string, summary: summaryOfItem(item) })));
      start = page.LastEvaluatedKey;
      reader.isDone = start === undefined;
      if (start !== undefined) reader.readDownTo = start['timeSk'] as string;
    },
  };
  return reader;
}

function queryInput(query: PartitionQuery, tableName: string) {
  const { projectId, day, shard, first, end, filter } = query;
  const conditions = [
    ...(filter.model === undefined ? [] : ['(contains(models, :model) OR contains(routes, :model))']),
    // `status` is a reserved word of DynamoDB.
    ...(filter.status === undefined ? [] : ['#status = :status']),
  ];
  return {
    TableName: tableName,
    IndexName: 'byTime',
    KeyConditionExpression: 'timePk = :pk AND timeSk BETWEEN :first AND :end',
    FilterExpression: conditions.length === 0 ? undefined : conditions.join(' AND '),
    ExpressionAttributeNames: filter.status === undefined ? undefined : { '#status': 'status' },
    // The client leaves out what is undefined.
    ExpressionAttributeValues: {
      ':pk': timePartition(projectId, day, shard),
      ':first': first,
      ':end': end,
      ':model': filter.model,
      ':status': filter.status,
    },
    ScanIndexForward: false,
    Limit: query.pageSize,
  };
}
