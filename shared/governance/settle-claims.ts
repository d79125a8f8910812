import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { seriesMilliseconds } from './budget-time.ts';
import type { BudgetClaim, Claim, WindowClaim } from './claim.ts';
import type { GovernancePorts } from './governance-ports.ts';
import type { ActualUse } from './governor.ts';
import { sendInTurn } from './send-in-turn.ts';
import { settleHold } from './settle-hold.ts';

interface Settlement {
  ports: GovernancePorts;
  id: string;
  /** When the call began, epoch milliseconds. */
  at: number;
  /** Null: the call was not made. */
  actual: ActualUse | null;
  /** Windows that an earlier try has corrected: unlike holds they do not know it themselves. */
  corrected: Set<WindowClaim>;
}

/** Turns what a call took into what it used. */
export async function settleClaims(claims: readonly Claim[], settlement: Settlement): Promise<void> {
  await Promise.all(claims.map((claim) => settleClaim(claim, settlement)));
}

async function settleClaim(claim: Claim, settlement: Settlement): Promise<void> {
  const { ports, id } = settlement;
  switch (claim.kind) {
    case 'window':
      return await correctWindow(claim, settlement);
    case 'concurrency':
      return await settleHold(ports, { key: claim.key, id, held: 1, spent: 0, isUnpriced: false, seriesStart: null });
    case 'budget':
      return await settleBudget(claim, settlement);
  }
}

async function settleBudget({ key, amount, rule }: BudgetClaim, { ports, id, at, actual }: Settlement): Promise<void> {
  // What was called at a price and has none in the end may have cost all that was held.
  const spent = actual === null ? 0 : (actual.costNanoUsd ?? amount ?? 0);
  const step = seriesMilliseconds(rule.period);
  await settleHold(ports, {
    ...{ key, id, held: amount ?? 0, spent },
    isUnpriced: actual !== null && actual.costNanoUsd === null,
    seriesStart: Math.floor(at / step) * step,
  });
}

/** Requests stay counted, also those that failed; of tokens only the used ones. A minute that is over needs no correction. */
async function correctWindow(claim: WindowClaim, { ports, actual, corrected }: Settlement): Promise<void> {
  const { rule, key, tokens } = claim;
  if (rule.tokensPerMinute === null || corrected.has(claim)) return;
  const difference = (actual?.tokens ?? 0) - tokens;
  if (difference === 0) return;
  const update = new UpdateCommand({
    TableName: ports.tableName,
    Key: key,
    UpdateExpression: 'ADD tokens :difference',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':difference': difference },
  });
  try {
    await sendInTurn(() => ports.documents.send(update));
    corrected.add(claim);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
  }
}
