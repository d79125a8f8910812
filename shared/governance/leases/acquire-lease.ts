import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { WindowClaim } from '../claim.ts';
import { counterTtl } from '../claim-update.ts';
import type { GovernancePorts } from '../governance-ports.ts';
import { holdAttribute, holdUpdate, readHeldCounter } from '../held-counter.ts';
import { readCounters } from '../read-counters.ts';
import { reclaimHolds } from '../reclaim-holds.ts';
import { sendInTurn } from '../send-in-turn.ts';
import { readWindow, windowTtl } from '../window-update.ts';
import { type Lease, type LeasedClaim, type LeaseMark, revisionOf, startMilliseconds } from './lease.ts';
import { type LeaseAccount, openAccount } from './lease-account.ts';
import { type Room, roomsOf, spareOf, timeWithin } from './lease-room.ts';
import { type Sight, sightOf } from './sight.ts';
import { newTally } from './tally.ts';

export interface Want {
  sum: number;
  largest: number;
}

export interface WantedLease {
  claim: LeasedClaim;
  turns: readonly number[];
  /** For each amount: what calls wait for, and the largest of them. */
  wanted: readonly Want[];
  /** Told why it is not known whether it was taken. */
  unanswered: (error: unknown) => void;
}

/** Each makes the item larger, and DynamoDB charges by its size. */
const maxHoldsWithLeases = 100;

/**
 * Takes a block of a counter; null where there is not plenty of it, or others were faster. Of one that may or may not have been
 * taken the lease is closed, and the next write gives back what there is.
 */
export async function acquireLease(ports: GovernancePorts, input: WantedLease): Promise<Lease | null> {
  const { claim, turns, wanted, unanswered } = input;
  const now = ports.clock();
  const counters = await readCounters(ports, [claim]);
  const previous = readWindow(claim.kind === 'window' ? counters.of(claim.previousKey) : undefined);
  const before = counters.of(claim.key);
  const sight = sightOf(claim, before, previous, now);
  if (await isCrowded(ports, claim, before)) return null;
  const at = timeWithin(claim, now);
  const rooms = roomsOf({ claim, turns, sight }, at);
  // Twice what waits: one that is used up by those who wanted it would be no help to the next.
  const twice = wanted.map(({ sum }) => 2 * sum);
  const held = spareOf(wanted, rooms, twice);
  if (held.every((amount) => amount === 0) || held.some((amount, n) => amount < (wanted[n]?.largest ?? 0))) return null;
  if (!fits(sight, held, rooms)) return null;
  // The end of a UUID is random, and the item is paid for by its size.
  const id = ports.ids().slice(-12);
  const startsUntil = now + startMilliseconds;
  const mark: LeaseMark =
    claim.kind === 'window'
      ? 1
      : { amount: held[0] ?? 0, expiresAt: startsUntil + ports.holdMilliseconds, revision: 1 };
  const taken = await take(ports, { claim, id, mark, held, rooms }, unanswered);
  if (taken === 'refused') return null;
  const accounts: LeaseAccount[] = held.map((amount, n) => openAccount(amount, wanted[n]?.largest ?? 0));
  return {
    ...{ id, claim, turns, accounts, callCount: 0, tally: newTally() },
    ...{
      attribute: holdAttribute(id),
      mark,
      startsUntil,
      writtenAt: now,
      isOpen: taken !== 'unknown',
      pending: null,
      refused: [],
      revision: 1,
    },
    sight: taken === 'unknown' ? sight : sightOf(claim, taken.item, previous, now),
  };
}

/** Gives back besides what processes held that are gone: nobody may ever be refused, which is when others do. */
async function isCrowded(ports: GovernancePorts, claim: LeasedClaim, item: Item | undefined): Promise<boolean> {
  const counter = readHeldCounter(item);
  if (claim.kind === 'window') return counter.holds.size >= maxHoldsWithLeases;
  await reclaimHolds(ports, claim.key, counter);
  return counter.holdCount >= maxHoldsWithLeases;
}

/** A write that was bound to be refused would be in vain. */
function fits(sight: Sight, held: readonly number[], rooms: readonly Room[]): boolean {
  const counts = sight.kind === 'budget' ? [sight.counter.committed] : [sight.current.requests, sight.current.tokens];
  return counts.every((count, n) => count + (held[n] ?? 0) <= (rooms[n]?.ceiling ?? 0));
}

type Item = Record<string, unknown>;

interface Taking {
  claim: LeasedClaim;
  id: string;
  mark: LeaseMark;
  held: readonly number[];
  rooms: readonly Room[];
}

/** The counter after it. `refused`: a condition did not hold. `unknown`: no answer came. */
async function take(ports: GovernancePorts, taking: Taking, unanswered: WantedLease['unanswered']) {
  try {
    return await takeOrFind(ports, taking);
  } catch (error) {
    unanswered(error);
    return 'unknown';
  }
}

async function takeOrFind(ports: GovernancePorts, taking: Taking): Promise<{ item: Item } | 'refused'> {
  const { documents, tableName } = ports;
  const update = updateOf(tableName, taking);
  try {
    const { Attributes } = await sendInTurn(() => documents.send(update));
    return { item: Attributes ?? {} };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The client repeats what it has no answer to: then it was taken the first time.
    const read = new GetCommand({ TableName: tableName, Key: taking.claim.key, ConsistentRead: true });
    const { Item } = await documents.send(read);
    return Item === undefined || revisionOf(Item[holdAttribute(taking.id)]) === null ? 'refused' : { item: Item };
  }
}

function updateOf(tableName: string, { claim, id, mark, held, rooms }: Taking): UpdateCommand {
  if (claim.kind === 'window') return windowTaking(tableName, claim, { id, mark, held, rooms });
  const { key, subject } = claim;
  const hold = typeof mark === 'number' ? { amount: 0, expiresAt: 0 } : mark;
  const capacity = rooms[0]?.ceiling ?? 0;
  const { Update } = holdUpdate({ tableName, key, id, subject, ttl: counterTtl(claim.period.end), capacity, hold });
  return new UpdateCommand({ ...Update, TableName: tableName, Key: key, ReturnValues: 'ALL_NEW' });
}

function windowTaking(
  tableName: string,
  { key, minute }: WindowClaim,
  { id, mark, held, rooms }: Omit<Taking, 'claim'>,
): UpdateCommand {
  const names = ['requests', 'tokens'];
  const bounds = names
    .map((name, n) => ({ name, most: (rooms[n]?.ceiling ?? 0) - (held[n] ?? 0) }))
    .filter(({ most }) => most !== Number.POSITIVE_INFINITY);
  const within = bounds.map(({ name }) => `(attribute_not_exists(${name}) OR ${name} <= :${name}Most)`);
  return new UpdateCommand({
    TableName: tableName,
    Key: key,
    UpdateExpression: 'SET #ttl = :ttl, #mark = :mark ADD requests :requests, tokens :tokens',
    ConditionExpression: ['attribute_not_exists(#mark)', ...within].join(' AND '),
    ExpressionAttributeNames: { '#ttl': 'ttl', '#mark': holdAttribute(id) },
    ExpressionAttributeValues: {
      ...{ ':ttl': windowTtl(minute), ':mark': mark, ':requests': held[0] ?? 0, ':tokens': held[1] ?? 0 },
      ...Object.fromEntries(bounds.map(({ name, most }) => [`:${name}Most`, most])),
    },
    ReturnValues: 'ALL_NEW',
  });
}
