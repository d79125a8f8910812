import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { type TraceSummary, traceSummarySchema } from '../../shared/contract/span.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { metaSk } from '../../shared/storage/trace-keys.ts';
import { isTombstone, isTraceItem, summaryOfItem } from '../../shared/storage/trace-meta.ts';

/** `deletedAt` is in epoch milliseconds. */
const deletedTraceSchema = z.object({ projectId: z.string(), traceId: z.string(), deletedAt: z.number() });
export type DeletedTrace = z.output<typeof deletedTraceSchema>;

export type ChangedTrace = TraceSummary | DeletedTrace;

/**
 * The summaries and tombstones in records of the trace table's stream, in their order. Other items bring none, nor do traces
 * that expired or wait for their first span, nor one that cannot be read: it would otherwise hold up all that follow it.
 */
export function changedTraces(records: readonly DynamoDBRecord[], logger: Logger): ChangedTrace[] {
  return records.flatMap(({ dynamodb }): ChangedTrace[] => {
    const image = dynamodb?.NewImage;
    if (image?.['sk']?.S !== metaSk) return [];
    try {
      // The types of Lambda events and of the SDK name the same attribute values differently.
      const item = unmarshall(image as Record<string, AttributeValue>);
      if (isTombstone(item)) return [deletedTraceSchema.parse(item)];
      return isTraceItem(item) ? [traceSummarySchema.parse(summaryOfItem(item))] : [];
    } catch (error) {
      logger.error('realtime.publish.failed', { error, sequenceNumber: dynamodb?.SequenceNumber });
      return [];
    }
  });
}
