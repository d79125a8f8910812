import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** A new item as Lambda passes it from a stream: binary in base64, because an event is JSON. */
export function toStreamRecord(item: Record<string, unknown>, sequenceNumber: string): DynamoDBRecord {
  const image = marshall(item, { removeUndefinedValues: true });
  const entries = Object.entries(image).map(([name, value]) => [name, value.B ? { B: base64(value.B) } : value]);
  return {
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: sequenceNumber, NewImage: Object.fromEntries(entries) as Image },
  };
}
