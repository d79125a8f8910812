import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type TraceSummary, traceSummarySchema } from '../../shared/contract/span.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { metaSk } from '../../shared/storage/trace-keys.ts';
import { isTraceItem, summaryOfItem } from '../../shared/storage/trace-meta.ts';

/**
 * The summaries in records of the trace table's stream, in their order. Other items bring none, nor do traces that expired,
 * were deleted or wait for their first span, nor one that cannot be read: it would otherwise hold up all that follow it.
 */
export function changedTraces(records: readonly DynamoDBRecord[], logger: Logger): TraceSummary[] {
  return records.flatMap(({ dynamodb }) => {
    const image = dynamodb?.NewImage;
    if (image?.['sk']?.S !== metaSk) return [];
    try {
      // The types of Lambda events and of the SDK name the same attribute values differently.
      const item = unmarshall(image as Record<string, AttributeValue>);
      return isTraceItem(item) ? [traceSummarySchema.parse(summaryOfItem(item))] : [];
    } catch (error) {
      logger.error('realtime.publish.failed', { error, sequenceNumber: dynamodb?.SequenceNumber });
      return [];
    }
  });
}
