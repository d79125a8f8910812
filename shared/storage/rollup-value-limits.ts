import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { dimensionValue } from './rollup-dimensions.ts';
import { granularityDefinitions, maxValuesPerDay, rollupValuesKey } from './rollup-keys.ts';
import { otherValue } from './rollup-values.ts';
import type { Contribution } from './trace-contributions.ts';
import { dayOf, millisecondsPerDay } from './trace-keys.ts';

/** Names first: a release is counted by name. */
const limitedDimensions = ['name', 'release', 'prompt', 'region', 'service'] as const;
type LimitedDimension = (typeof limitedDimensions)[number];

interface ValuesOfDay {
  /** Hashes of them: the item stays small whatever senders call things. */
  admitted: ReadonlySet<string>;
  isFull: boolean;
}

export interface ValueLimits {
  /** The contributions, with values beyond what a day may have replaced by `otherValue`. */
  limit(projectId: string, contributions: readonly Contribution[]): Promise<Contribution[]>;
}

export interface ValueLimitPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
  maxValues?: Readonly<Record<LimitedDimension, number>>;
}

const maxRemembered = 500;

/**
 * Keeps senders who put ids into names from making a row for each. The first values of a day are admitted, in a set in the table;
 * it only grows, and never beyond its bound, so that what was decided of a value stays decided: a correction takes back what was
 * counted from where it was counted, and a replay counts the same.
 */
export function createValueLimits(ports: ValueLimitPorts): ValueLimits {
  const remembered = new Map<string, ValuesOfDay>();

  async function isAdmitted(projectId: string, dimension: LimitedDimension, day: number, value: string) {
    const id = `${projectId} ${dimension} ${day}`;
    const hash = createHash('sha256').update(value).digest('base64url').slice(0, 16);
    const known = remembered.get(id);
    if (known?.admitted.has(hash)) return true;
    if (known?.isFull) return false;
    const values = await admit({ projectId, dimension, day, hash }, ports);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(id, values);
    return values.admitted.has(hash);
  }

  return {
    async limit(projectId, contributions) {
      const limited: Contribution[] = [];
      for (const contribution of contributions) {
        const next = { ...contribution };
        for (const dimension of limitedDimensions) {
          const value = dimensionValue(next, dimension);
          if (value === null || value === otherValue) continue;
          if (!(await isAdmitted(projectId, dimension, dayOf(next.minute), value))) next[dimension] = otherValue;
        }
        limited.push(next);
      }
      return limited;
    },
  };
}

interface Admission {
  projectId: string;
  dimension: LimitedDimension;
  day: number;
  hash: string;
}

/** One write for each value that a process sees first; it brings the others of the day along. */
async function admit(
  admission: Admission,
  { documents, tableName, maxValues = maxValuesPerDay }: ValueLimitPorts,
): Promise<ValuesOfDay> {
  const { projectId, dimension, day, hash } = admission;
  const Key = rollupValuesKey(projectId, dimension, day);
  const max = maxValues[dimension];
  try {
    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key,
        UpdateExpression: 'SET #ttl = :ttl ADD #names :added',
        ConditionExpression: 'attribute_not_exists(#names) OR contains(#names, :hash) OR size(#names) < :max',
        ExpressionAttributeNames: { '#ttl': 'ttl', '#names': 'names' },
        ExpressionAttributeValues: { ':ttl': expiryOf(day), ':added': new Set([hash]), ':hash': hash, ':max': max },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return valuesOf(Attributes, max);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return valuesOf(Item, max);
  }
}

function valuesOf(item: Record<string, unknown> | undefined, max: number): ValuesOfDay {
  const admitted = new Set(item?.['names'] as Set<string> | undefined);
  return { admitted, isFull: admitted.size >= max };
}

/** As long as the hours of the day. */
function expiryOf(day: number): number {
  const kept = granularityDefinitions.hour.keptMilliseconds ?? 0;
  return Math.floor(((day + 1) * millisecondsPerDay + kept) / 1000);
}
