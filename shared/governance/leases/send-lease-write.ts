import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { GovernancePorts } from '../governance-ports.ts';
import { lapsedAttribute } from '../held-counter.ts';
import { sendInTurn } from '../send-in-turn.ts';
import { type Lease, revisionOf } from './lease.ts';
import { hasPlenty } from './lease-room.ts';
import { beginLeaseWrite, endLateWrite, endLeaseWrite, type LeaseWrite } from './lease-write.ts';
import { planToEnd } from './plan-write.ts';
import { previousOf, sightOf } from './sight.ts';

type Ports = Pick<GovernancePorts, 'documents' | 'tableName' | 'clock' | 'holdMilliseconds'>;
type Item = Record<string, unknown>;

/** Others may be faster time after time; what is not settled then is so with the next write. */
const maxTries = 5;

/**
 * Sends a write until its outcome is known; throws where that cannot be found out now, and the same is to be sent again. True if the
 * lease is gone afterwards.
 */
export async function sendLeaseWrite(ports: Ports, lease: Lease, begun: LeaseWrite): Promise<boolean> {
  let write = begun;
  for (let tried = 1; ; tried++) {
    const { isDone, isLeft, late } = await send(ports, lease, write);
    endLeaseWrite(lease, write, isDone);
    if (late !== null) endLateWrite(lease, late);
    if (isLeft === 'no') return true;
    if (isLeft === 'lapsed') lapse(lease);
    // It was planned by what was known before it.
    if (!hasPlenty(lease, ports.clock())) lease.isOpen = false;
    if (isDone && isLeft === 'yes') return write.mark === null;
    if (tried === maxTries) return false;
    write = beginLeaseWrite(ports, lease, planToEnd(lease, ports.clock()));
  }
}

interface Outcome {
  isDone: boolean;
  /** Whether the lease is still in the counter's item. */
  isLeft: 'yes' | 'lapsed' | 'no';
  /** One that was refused before, and done in the end. */
  late: LeaseWrite | null;
}

async function send(ports: Ports, lease: Lease, write: LeaseWrite): Promise<Outcome> {
  try {
    const { Attributes } = await sendInTurn(() => ports.documents.send(write.update));
    see(ports, lease, Attributes);
    return { isDone: true, isLeft: 'yes', late: null };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return await findOut(ports, lease, write);
  }
}

/** A condition did not hold: others were faster, the lease has lapsed, or the same write had been done and its answer lost. */
async function findOut(ports: Ports, lease: Lease, { mark }: LeaseWrite): Promise<Outcome> {
  const read = new GetCommand({ TableName: ports.tableName, Key: lease.claim.key, ConsistentRead: true });
  const { Item } = await ports.documents.send(read);
  const places = [lease.attribute, lapsedAttribute(lease.id)].map((name) => revisionOf(Item?.[name]));
  const found = places.find((revision) => revision !== null) ?? null;
  // A counter of a time that is over, or the write that was to remove the lease.
  if (found === null) return { isDone: true, isLeft: 'no', late: null };
  see(ports, lease, Item);
  return {
    isDone: mark !== null && found === revisionOf(mark),
    isLeft: places[0] === null ? 'lapsed' : 'yes',
    late: lease.refused.find((refused) => revisionOf(refused.mark) === found) ?? null,
  };
}

function see(ports: Ports, lease: Lease, item: Item | undefined): void {
  lease.sight = sightOf(lease.claim, item, previousOf(lease.sight), ports.clock());
}

/** Somebody gave back what it held, because its process seemed to be gone. What its calls still use is counted, once. */
function lapse(lease: Lease): void {
  lease.attribute = lapsedAttribute(lease.id);
  lease.isOpen = false;
  for (const account of lease.accounts) account.held = 0;
}
