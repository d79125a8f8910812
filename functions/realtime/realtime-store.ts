import type { DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';
import type { Clock } from '../../shared/runtime/clock.ts';

/** What the modules over the connections table are made from. */
export interface RealtimeStore {
  documents: DynamoDBDocumentClient;
  tableName: string;
  clock: Clock;
}

/** DynamoDB deletes an item some time after this many seconds from now; readers check the time themselves. */
export function ttlAfter(clock: Clock, seconds: number): number {
  return Math.floor(clock() / 1000) + seconds;
}
