import type { ItemKey } from '../storage/core-keys.ts';
import type { TransactUpdate } from '../storage/transact.ts';

/** What a call, or a process for its calls, has taken and not yet settled. */
export interface Hold {
  amount: number;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** Of a lease: how often it was written, so that a write that is repeated is known. */
  revision?: number;
}

/**
 * An amount of which calls hold parts: money of a budget, or slots of a concurrency limit. `committed` is spent + held,
 * in one attribute because a condition cannot add. Holds are attributes of the same item, so that taking and settling
 * are one conditional write each, which DynamoDB puts in a row.
 */
export interface HeldCounter {
  committed: number;
  spent: number;
  /** Of what is spent, what nobody is charged for. */
  simulated: number;
  unpricedCount: number;
  holdCount: number;
  /** Under way. */
  holds: ReadonlyMap<string, Hold>;
  /** Given back because they expired; should such a call settle after all, it is known to be uncounted. */
  lapsed: ReadonlyMap<string, Hold>;
  /** Spent by start of the hour or day, epoch milliseconds. */
  series: ReadonlyMap<number, number>;
  subject: string;
}

export const holdAttribute = (id: string): string => `h:${id}`;
export const lapsedAttribute = (id: string): string => `l:${id}`;
export const seriesAttribute = (start: number): string => `s:${start}`;

/** 400 KB hold about 4,000; writes cost by the size of the item, so far fewer are let in. */
export const maxHolds = 1000;

export function readHeldCounter(item: Record<string, unknown> | undefined): HeldCounter {
  const holds = new Map<string, Hold>();
  const lapsed = new Map<string, Hold>();
  const series = new Map<number, number>();
  for (const [name, value] of Object.entries(item ?? {})) {
    if (name.startsWith('h:')) holds.set(name.slice(2), value as Hold);
    else if (name.startsWith('l:')) lapsed.set(name.slice(2), value as Hold);
    else if (name.startsWith('s:')) series.set(Number(name.slice(2)), Number(value));
  }
  const numberIn = (name: string) => Number(item?.[name] ?? 0);
  return {
    committed: numberIn('committed'),
    spent: numberIn('spent'),
    simulated: numberIn('simulated'),
    unpricedCount: numberIn('unpricedCount'),
    holdCount: numberIn('holdCount'),
    holds,
    lapsed,
    series,
    subject: String(item?.['subject'] ?? ''),
  };
}

/** Without what expired holds have taken, whether or not somebody has given it back yet. */
export function liveCommitted({ committed, holds }: HeldCounter, now: number): number {
  return [...holds.values()].reduce((sum, { amount, expiresAt }) => (expiresAt <= now ? sum - amount : sum), committed);
}

/** The same of an item of which nobody asks more: the counter of a budget is looked at for every call. */
export function liveCommittedIn(item: Record<string, unknown> | undefined, now: number): number {
  let committed = Number(item?.['committed'] ?? 0);
  for (const name in item) {
    if (!name.startsWith('h:')) continue;
    const { amount, expiresAt } = item[name] as Hold;
    if (expiresAt <= now) committed -= amount;
  }
  return committed;
}

export interface HoldInput {
  tableName: string;
  key: ItemKey;
  id: string;
  hold: Hold;
  capacity: number;
  /** Epoch seconds. */
  ttl: number;
  subject: string;
}

/** Takes `amount` if spent + held + it stays within the capacity. The caller has checked that it fits an empty counter. */
export function holdUpdate({ tableName, key, id, hold, capacity, ttl, subject }: HoldInput): TransactUpdate {
  return {
    Update: {
      TableName: tableName,
      Key: key,
      UpdateExpression: 'SET #hold = :hold, #ttl = :ttl, #subject = :subject ADD committed :amount, holdCount :one',
      ConditionExpression:
        'attribute_not_exists(#hold) AND (attribute_not_exists(pk) OR (committed <= :room AND holdCount < :maxHolds))',
      ExpressionAttributeNames: { '#hold': holdAttribute(id), '#ttl': 'ttl', '#subject': 'subject' },
      ExpressionAttributeValues: {
        ':hold': hold,
        ':ttl': ttl,
        ':subject': subject,
        ':amount': hold.amount,
        ':one': 1,
        ':room': capacity - hold.amount,
        ':maxHolds': maxHolds,
      },
    },
  };
}
