import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { LeasesFactory } from './leases/leases.ts';

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
  /**
   * Makes the leases of this process: blocks of counters that it gives to its calls. Null if every call is to be counted by itself,
   * as in a process that may be frozen between calls: it could not give back what it holds. A governor with leases has to be
   * flushed before its process ends.
   */
  leases: LeasesFactory | null;
  /** Told of the first write of a lease that failed; what was used is written later. */
  onUnsettled?: (error: unknown) => void;
  /** Told of the first that succeeded after that. */
  onRecovered?: () => void;
}

/** A function runs for 15 minutes at most; the rest is for clocks that differ. */
export const defaultHoldMilliseconds = 17 * 60_000;
