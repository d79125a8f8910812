import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type TraceSummary, traceSummarySchema } from '../../shared/contract/span.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import { metaSk } from '../../shared/storage/trace-keys.ts';
import { summaryOfItem } from '../../shared/storage/trace-meta.ts';

/**
 * The summaries in records of the trace table's stream, in their order. Expired and other items bring none, and neither
 * does one that cannot be read: it would otherwise hold up all that follow it.
 */
export function changedTraces(records: readonly DynamoDBRecord[], logger: Logger): TraceSummary[] {
  return records.flatMap(({ dynamodb }) => {
    const image = dynamodb?.NewImage;
    if (image?.['sk']?.S !== metaSk) return [];
    try {
      // The types of Lambda events and of the SDK name the same attribute values differently.
      return [traceSummarySchema.parse(summaryOfItem(unmarshall(image as Record<string, AttributeValue>)))];
    } catch (error) {
      logger.error('realtime.publish.failed', { error, sequenceNumber: dynamodb?.SequenceNumber });
      return [];
    }
  });
}
