import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { GovernancePorts } from '../governance-ports.ts';
import { type HeldCounter, liveCommitted, readHeldCounter } from '../held-counter.ts';
import { readWindow, type WindowState } from '../window-update.ts';
import type { Lease, LeasedClaim } from './lease.ts';

/** A counter as a process saw it last. */
export type Sight =
  | { kind: 'budget'; counter: HeldCounter; live: number }
  | { kind: 'window'; current: WindowState; previous: WindowState };

type Ports = Pick<GovernancePorts, 'documents' | 'tableName'>;
type Item = Record<string, unknown> | undefined;

export function sightOf(claim: LeasedClaim, item: Item, previous: WindowState, now: number): Sight {
  if (claim.kind === 'window') return { kind: 'window', current: readWindow(item), previous };
  const counter = readHeldCounter(item);
  return { kind: 'budget', counter, live: liveCommitted(counter, now) };
}

/** The minute before changes while calls that began in it are counted and corrected: whoever takes more has to know how it stands. */
export async function lookAtPrevious({ documents, tableName }: Ports, lease: Lease): Promise<void> {
  const { claim, sight } = lease;
  if (claim.kind !== 'window' || sight.kind !== 'window') return;
  const read = new GetCommand({ TableName: tableName, Key: claim.previousKey, ConsistentRead: true });
  const { Item } = await documents.send(read);
  lease.sight = { ...sight, previous: readWindow(Item) };
}

export function previousOf(sight: Sight): WindowState {
  return sight.kind === 'window' ? sight.previous : readWindow(undefined);
}
