import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from '../storage/core-keys.ts';
import type { GovernancePorts } from './governance-ports.ts';
import { type HeldCounter, type Hold, holdAttribute, lapsedAttribute } from './held-counter.ts';
import { sendInTurn } from './send-in-turn.ts';

/** Long after the last retry of a settlement. */
const lapsedMilliseconds = 24 * 3_600_000;
/** An expression holds 4 KB. */
const maxAtOnce = 25;

/**
 * Gives back what expired holds have taken: their process is gone. True if there was something to give back (by whoever
 * did it first).
 */
export async function reclaimHolds(ports: GovernancePorts, key: ItemKey, counter: HeldCounter): Promise<boolean> {
  const now = ports.clock();
  const expired = [...counter.holds].filter(([, hold]) => hold.expiresAt <= now).slice(0, maxAtOnce);
  if (expired.length === 0) return false;
  const old = [...counter.lapsed].filter(([, hold]) => hold.expiresAt + lapsedMilliseconds <= now).slice(0, maxAtOnce);
  await giveBack(ports, key, { expired, old: old.map(([id]) => id) });
  return true;
}

interface Reclaimed {
  expired: [string, Hold][];
  /** Ids of what lapsed long ago. */
  old: string[];
}

/** Only what is still as it was read: a lease may have been renewed since. */
async function giveBack(ports: GovernancePorts, key: ItemKey, { expired, old }: Reclaimed): Promise<void> {
  const leases = expired.flatMap(([, { revision }], n) => (revision === undefined ? [] : [{ n, revision }]));
  const unchanged = expired.map(([, { revision }], n) =>
    revision === undefined ? `attribute_exists(#r${n})` : `#r${n}.#revision = :v${n}`,
  );
  const removed = [...expired.map(([id]) => holdAttribute(id)), ...old.map(lapsedAttribute)];
  const update = new UpdateCommand({
    TableName: ports.tableName,
    Key: key,
    UpdateExpression: `SET ${expired.map((_, n) => `#l${n} = :h${n}`).join(', ')} REMOVE ${removed.map((_, n) => `#r${n}`).join(', ')} ADD committed :back, holdCount :fewer`,
    ConditionExpression: unchanged.join(' AND '),
    ExpressionAttributeNames: {
      ...Object.fromEntries(expired.map(([id], n) => [`#l${n}`, lapsedAttribute(id)])),
      ...Object.fromEntries(removed.map((name, n) => [`#r${n}`, name])),
      ...(leases.length === 0 ? {} : { '#revision': 'revision' }),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(expired.map(([, hold], n) => [`:h${n}`, hold])),
      ...Object.fromEntries(leases.map(({ n, revision }) => [`:v${n}`, revision])),
      ':back': -expired.reduce((sum, [, hold]) => sum + hold.amount, 0),
      ':fewer': -expired.length,
    },
  });
  try {
    await sendInTurn(() => ports.documents.send(update));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
