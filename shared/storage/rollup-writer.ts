import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Clock } from '../runtime/clock.ts';
import { groupUnits, type RollupGroup, type RollupUnit } from './rollup-units.ts';
import type { RollupUpdate } from './rollup-updates.ts';
import { type TransactItem, transact } from './transact.ts';

export interface RollupWriterPorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
  clock: Clock;
}

export interface RollupOutcome {
  appliedCount: number;
  duplicateCount: number;
  /** Units that could not be counted; they are to be tried again. */
  failed: readonly { unit: RollupUnit; error: unknown }[];
}

/** A stream keeps its records for 24 hours, and the dead letters of it are replayed within days if at all. */
const markerLifetimeSeconds = 14 * 86_400;

/** Counts units, each exactly once however often it comes. One after another: they update the same items. */
export async function applyUnits(units: readonly RollupUnit[], ports: RollupWriterPorts): Promise<RollupOutcome> {
  const outcome = { appliedCount: 0, duplicateCount: 0, failed: [] as { unit: RollupUnit; error: unknown }[] };
  const distinct = new Map(units.map((unit) => [`${unit.marker.pk}|${unit.marker.sk}`, unit]));
  outcome.duplicateCount = units.length - distinct.size;
  for (const group of groupUnits([...distinct.values()])) {
    try {
      const appliedCount = await applyGroup(group, ports);
      outcome.appliedCount += appliedCount;
      outcome.duplicateCount += group.units.length - appliedCount;
    } catch (error) {
      outcome.failed.push(...group.units.map((unit) => ({ unit, error })));
    }
  }
  return outcome;
}

/** Units whose marker is there already are left out, and the rest is counted. Answers how many were. */
async function applyGroup(group: RollupGroup, ports: RollupWriterPorts): Promise<number> {
  const outcome = await transact(ports.documents, [
    ...group.units.map((unit) => markerPut(unit, ports)),
    ...group.updates.map((update) => addition(update, ports.tableName)),
  ]);
  if (outcome.isDone) return group.units.length;
  const left = group.units.filter((_, index) => outcome.failedConditions[index] !== true);
  let appliedCount = 0;
  for (const smaller of groupUnits(left)) appliedCount += await applyGroup(smaller, ports);
  return appliedCount;
}

function markerPut({ marker }: RollupUnit, { tableName, clock }: RollupWriterPorts): TransactItem {
  const ttl = Math.floor(clock() / 1000) + markerLifetimeSeconds;
  return { Put: { TableName: tableName, Item: { ...marker, ttl }, ConditionExpression: 'attribute_not_exists(pk)' } };
}

function addition({ pk, sk, value, ttl, measures }: RollupUpdate, tableName: string): TransactItem {
  const entries = Object.entries(measures);
  const names = entries.map(([name], index) => [`#m${index}`, name] as const);
  const values = entries.map(([, amount], index) => [`:m${index}`, amount] as const);
  const set = ttl === null ? 'SET #value = :value' : 'SET #value = :value, #ttl = :ttl';
  return {
    Update: {
      TableName: tableName,
      Key: { pk, sk },
      UpdateExpression: `${set} ADD ${names.map(([name], index) => `${name} :m${index}`).join(', ')}`,
      ExpressionAttributeNames: {
        '#value': 'value',
        ...(ttl === null ? {} : { '#ttl': 'ttl' }),
        ...Object.fromEntries(names),
      },
      ExpressionAttributeValues: {
        ':value': value,
        ...(ttl === null ? {} : { ':ttl': ttl }),
        ...Object.fromEntries(values),
      },
    },
  };
}
