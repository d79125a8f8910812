import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type Ids, systemIds } from '../runtime/ids.ts';

/** What a repository over the core table is made from. */
export interface CorePorts {
  documents: DynamoDBDocumentClient;
  tableName: string;
  clock?: Clock;
  ids?: Ids;
}

/** Clock and ids of the system where a repository is given none. */
export function withDefaults(ports: CorePorts): Required<CorePorts> {
  return { clock: systemClock, ids: systemIds, ...ports };
}
