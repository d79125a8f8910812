import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';

export interface GovernancePorts {
  documents: DynamoDBDocumentClient;
  /** The rollups table. */
  tableName: string;
  clock: Clock;
  ids: Ids;
  /**
   * After so long a hold counts as abandoned and is given back. It has to be longer than any call can take, or money
   * could be promised twice.
   */
  holdMilliseconds: number;
}

/** A function runs for 15 minutes at most; the rest is for clocks that differ. */
export const defaultHoldMilliseconds = 17 * 60_000;
