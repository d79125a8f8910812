import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { TraceSummary } from '../../shared/contract/span.ts';
import { metaSk } from '../../shared/storage/trace-keys.ts';
import { summaryOfItem } from '../../shared/storage/trace-meta.ts';

/** The summaries in records of the trace table's stream, in their order. Expired and other items bring none. */
export function changedTraces(records: readonly DynamoDBRecord[]): TraceSummary[] {
  return records.flatMap(({ dynamodb }) => {
    const image = dynamodb?.NewImage;
    if (image?.['sk']?.S !== metaSk) return [];
    // The types of Lambda events and of the SDK name the same attribute values differently.
    return [summaryOfItem(unmarshall(image as Record<string, AttributeValue>))];
  });
}
