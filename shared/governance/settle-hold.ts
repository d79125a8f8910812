import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from '../storage/core-keys.ts';
import type { GovernancePorts } from './governance-ports.ts';
import { holdAttribute, lapsedAttribute, seriesAttribute } from './held-counter.ts';
import { sendInTurn } from './send-in-turn.ts';

export interface HoldSettlement {
  key: ItemKey;
  id: string;
  /** What was held. */
  held: number;
  /** What was used of it; may be more. */
  spent: number;
  /** What of that nobody is charged for. */
  simulated: number;
  isUnpriced: boolean;
  /** Where it goes in the counter's series; null for slots. */
  seriesStart: number | null;
}

type Ports = Pick<GovernancePorts, 'documents' | 'tableName'>;

/**
 * Turns a hold into what was spent, once: the write that counts removes the hold, so a repeated one finds nothing to do.
 * A hold that lapsed before is counted as a whole. If the counter is gone, so is its period.
 */
export async function settleHold(ports: Ports, settlement: HoldSettlement): Promise<void> {
  const { id, held } = settlement;
  if (await count(ports, settlement, { from: holdAttribute(id), takenBack: held, holds: 1 })) return;
  await count(ports, settlement, { from: lapsedAttribute(id), takenBack: 0, holds: 0 });
}

interface Source {
  from: string;
  /** What of `committed` the source still stands for. */
  takenBack: number;
  holds: 0 | 1;
}

async function count({ documents, tableName }: Ports, settlement: HoldSettlement, source: Source): Promise<boolean> {
  const { key, spent, simulated, isUnpriced, seriesStart } = settlement;
  const hasSeries = seriesStart !== null && spent > 0;
  const additions = ['committed :difference', 'spent :spent', 'holdCount :holds', 'unpricedCount :unpriced'];
  if (hasSeries) additions.push('#series :spent');
  if (simulated > 0) additions.push('simulated :simulated');
  const update = new UpdateCommand({
    TableName: tableName,
    Key: key,
    UpdateExpression: `ADD ${additions.join(', ')} REMOVE #from`,
    ConditionExpression: 'attribute_exists(#from)',
    ExpressionAttributeNames: {
      '#from': source.from,
      ...(hasSeries ? { '#series': seriesAttribute(seriesStart) } : {}),
    },
    ExpressionAttributeValues: {
      ':difference': spent - source.takenBack,
      ':spent': spent,
      ':holds': -source.holds,
      ':unpriced': isUnpriced ? 1 : 0,
      ...(simulated > 0 ? { ':simulated': simulated } : {}),
    },
  });
  try {
    await sendInTurn(() => documents.send(update));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
