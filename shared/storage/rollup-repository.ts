import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Sketch } from '../statistics/ddsketch.ts';
import {
  bucketStart,
  type Dimension,
  type Granularity,
  granularityDefinitions,
  partitionOf,
  rollupPk,
  rollupTime,
} from './rollup-keys.ts';
import { type Measures, type SketchName, sketchNames } from './trace-contributions.ts';

export interface RollupQuery {
  projectId: string;
  granularity: Granularity;
  dimension: Dimension;
  /** Epoch milliseconds: the buckets that start in [from, to), and the one that holds `from`. */
  from: number;
  to: number;
  /** Reading ends with a `RollupRangeError` once there are more items than this; default: all are read. */
  maxItems?: number;
}

/** There is more in a range than a reader wants to wait for. */
export class RollupRangeError extends RangeError {}

export interface RollupBucket {
  /** Epoch milliseconds. */
  start: number;
  /** Of the dimension; empty for `all`. */
  value: string;
  /** `spanCount`, `costNanoUsd`, `tokens.input`, …; what is absent is 0. */
  measures: Measures;
  sketches: Record<SketchName, Sketch>;
}

export interface RollupRepository {
  /** Buckets in time order. Throws a `RangeError` for a range of more than `maxBuckets` bucket times. */
  read(query: RollupQuery): Promise<RollupBucket[]>;
}

/** A month of minutes; a chart shows far fewer. */
export const maxBuckets = 50_000;

export function createRollupRepository(ports: {
  documents: DynamoDBDocumentClient;
  tableName: string;
}): RollupRepository {
  return {
    async read(query) {
      const { granularity, from, to } = query;
      const first = bucketStart(granularity, from);
      if ((to - first) / granularityDefinitions[granularity].milliseconds > maxBuckets) {
        throw new RangeError(`A range holds at most ${maxBuckets} ${granularity} buckets.`);
      }
      const buckets: RollupBucket[] = [];
      for (
        let partition = partitionOf(granularity, first);
        partition <= partitionOf(granularity, to - 1);
        partition++
      ) {
        const left = (query.maxItems ?? Number.POSITIVE_INFINITY) - buckets.length;
        buckets.push(...(await readPartition({ ...query, from: first, maxItems: left }, partition, ports)));
      }
      return buckets;
    },
  };
}

async function readPartition(
  query: RollupQuery & { maxItems: number },
  partition: number,
  { documents, tableName }: { documents: DynamoDBDocumentClient; tableName: string },
): Promise<RollupBucket[]> {
  const items: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :end',
        ExpressionAttributeValues: {
          ':pk': rollupPk({ ...query, partition }),
          ':first': rollupTime(query.from),
          // Every sort key of a bucket is longer than its time, so the bucket at `to` sorts after this.
          ':end': rollupTime(query.to),
        },
        ExclusiveStartKey: start,
      }),
    );
    items.push(...(page.Items ?? []));
    if (items.length > query.maxItems)
      throw new RollupRangeError('The range holds more rollups than are read at once.');
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items.map(toBucket);
}

function toBucket({ pk: _, sk, value, ttl: __, ...numbers }: Record<string, unknown>): RollupBucket {
  const measures: Measures = {};
  const sketches = Object.fromEntries(sketchNames.map((name) => [name, new Map<number, number>()])) as Record<
    SketchName,
    Map<number, number>
  >;
  for (const [name, amount] of Object.entries(numbers as Measures)) {
    const [sketch, index] = name.split(':');
    // A sum beyond what is exact is read as a bigint.
    if (index === undefined) measures[name] = Number(amount);
    // Buckets of a sketch that is no longer kept are left alone.
    else sketches[sketch as SketchName]?.set(Number(index), amount);
  }
  return { start: Number(String(sk).slice(0, 14)), value: String(value), measures, sketches };
}
