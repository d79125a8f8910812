import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Logger } from '../../shared/observability/logger.ts';
import { countAsQueryable, type QueryablePack } from '../../shared/storage/ingestion-counts-outcomes.ts';
import { contributionsOfItem } from '../../shared/storage/pack-items.ts';
import { type RollupUnit, unitsOf } from '../../shared/storage/rollup-units.ts';
import type { ValueLimits } from '../../shared/storage/rollup-value-limits.ts';
import { applyUnits, type RollupWriterPorts } from '../../shared/storage/rollup-writer.ts';
import { packPrefix } from '../../shared/storage/trace-keys.ts';

export type RollupWorkerPorts = RollupWriterPorts & { logger: Logger; valueLimits: ValueLimits };

/**
 * Counts the packs of a stream batch. A failed pack is reported by its position: the stream goes back to the first one
 * reported, and the markers keep what came after it from being counted twice.
 */
export async function countPacks(event: DynamoDBStreamEvent, ports: RollupWorkerPorts): Promise<DynamoDBBatchResponse> {
  const failures = new Set<string>();
  const sequenceOfUnit = new Map<RollupUnit, string>();
  const report = (sequenceNumber: string, error: unknown) => {
    failures.add(sequenceNumber);
    ports.logger.error('rollup.failed', { sequenceNumber, error });
  };
  for (const record of event.Records) {
    const sequenceNumber = record.dynamodb?.SequenceNumber ?? '';
    try {
      for (const unit of await unitsOfRecord(record, ports.valueLimits)) sequenceOfUnit.set(unit, sequenceNumber);
    } catch (error) {
      report(sequenceNumber, error);
    }
  }
  const { appliedCount, duplicateCount, failed } = await applyUnits([...sequenceOfUnit.keys()], ports);
  for (const { unit, error } of failed) report(sequenceOfUnit.get(unit) ?? '', error);
  ports.logger.debug('rollup.applied', { appliedCount, duplicateCount });
  return { batchItemFailures: [...failures].map((itemIdentifier) => ({ itemIdentifier })) };
}

/** None for what is no new pack: the filter of the stream is an economy, not a promise. */
async function unitsOfRecord({ eventName, dynamodb }: DynamoDBRecord, limits: ValueLimits): Promise<RollupUnit[]> {
  if (eventName !== 'INSERT' || !dynamodb?.NewImage?.['sk']?.S?.startsWith(packPrefix)) return [];
  const item = unmarshall(dynamodb.NewImage as Record<string, AttributeValue>);
  const { projectId, traceId, packId } = item as unknown as QueryablePack;
  const contributions = await limits.limit(projectId, await contributionsOfItem(binary(item)));
  const units = unitsOf({ projectId, traceId, packId, contributions });
  return countAsQueryable(units, item as unknown as QueryablePack);
}

/** An event is JSON, so that Lambda passes binary attributes in base64. */
function binary(item: Record<string, unknown>): Record<string, unknown> {
  const { contributions } = item;
  return typeof contributions === 'string' ? { contributions: Buffer.from(contributions, 'base64') } : item;
}
