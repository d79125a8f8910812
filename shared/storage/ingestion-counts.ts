import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { IngestionVerdict } from '../contract/ingestion.ts';
import { acceptedPk, hoursPk, hourText, millisecondsPerHour, outcomesPk } from './ingestion-counts-keys.ts';

/** Spans of one project and hour of acceptance, by how far they came. */
export interface HourCounts {
  accepted: number;
  stored: number;
  repeated: number;
  dropped: number;
  queryable: number;
}

export interface CountedHour {
  projectId: string;
  hour: number;
  /** The latest comparison, if there was one. */
  verdict?: IngestionVerdict;
  missing?: number;
  surplus?: number;
  checkedAt?: number;
  /** When the traces of the hour were digested. */
  digestedAt?: number;
}

export interface ReadCounts {
  counts: HourCounts;
  /** Some traces that got spans in the hour. */
  sampleTraceIds: string[];
}

export interface IngestionCounts {
  /** Everything that processes counted for the hour, added up. */
  read(projectId: string, hour: number): Promise<ReadCounts>;
  /** Projects with counts in [from, to], both hours. */
  hours(from: number, to: number): AsyncGenerator<CountedHour>;
}

interface CountsPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
}

type Item = Record<string, unknown>;

const maxSamples = 5;
const isTraceId = /^[0-9a-f]{32}$/;

export function createIngestionCounts(ports: CountsPorts): IngestionCounts {
  return {
    async read(projectId, hour) {
      const items: Item[] = [];
      for (const pk of [acceptedPk(projectId, hour), outcomesPk(projectId, hour)]) {
        for await (const item of query(pk, hourText(hour), hourText(hour + millisecondsPerHour), ports))
          items.push(item);
      }
      const traceIds = items.map((item) => String(item['value'] ?? '')).filter((value) => isTraceId.test(value));
      return { counts: addUp(items), sampleTraceIds: [...new Set(traceIds)].slice(0, maxSamples) };
    },
    async *hours(from, to) {
      for (const pk of new Set(hoursBetween(from, to).map(hoursPk))) {
        for await (const item of query(pk, hourText(from), hourText(to + millisecondsPerHour), ports)) {
          yield item as unknown as CountedHour;
        }
      }
    },
  };
}

function addUp(items: readonly Item[]): HourCounts {
  const sum = (name: keyof HourCounts) => items.reduce((total, item) => total + Number(item[name] ?? 0), 0);
  return {
    ...{ accepted: sum('accepted'), stored: sum('stored'), repeated: sum('repeated') },
    ...{ dropped: sum('dropped'), queryable: sum('queryable') },
  };
}

function hoursBetween(from: number, to: number): number[] {
  const length = Math.max(0, Math.floor((to - from) / millisecondsPerHour) + 1);
  return Array.from({ length }, (_, index) => from + index * millisecondsPerHour);
}

/** What was written last, because a comparison of old counts would be a false alarm. */
async function* query(pk: string, first: string, end: string, ports: CountsPorts): AsyncGenerator<Item> {
  let start: Item | undefined;
  do {
    const page = await ports.documents.send(
      new QueryCommand({
        TableName: ports.tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
        // Sort keys go on after the hour, so those of the hour at the end sort after it.
        ExpressionAttributeValues: { ':pk': pk, ':first': first, ':end': end },
        ConsistentRead: true,
        ExclusiveStartKey: start,
      }),
    );
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
