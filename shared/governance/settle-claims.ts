import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { seriesMilliseconds } from './budget-time.ts';
import type { BudgetClaim, Claim, SlotClaim, WindowClaim } from './claim.ts';
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
  /** Windows that were corrected before, if perhaps in vain: unlike holds they do not know it themselves. */
  corrected: Set<WindowClaim>;
}

/** Turns what a call took into what it used. Money and slots first: they matter longer than a minute, and can be repeated. */
export async function settleClaims(claims: readonly Claim[], settlement: Settlement): Promise<void> {
  const windows = claims.filter((claim) => claim.kind === 'window');
  const held = claims.filter((claim) => claim.kind !== 'window');
  await Promise.all(held.map((claim) => settleHeld(claim, settlement)));
  await Promise.all(windows.map((claim) => correctWindow(claim, settlement)));
}

async function settleHeld(claim: BudgetClaim | SlotClaim, settlement: Settlement): Promise<void> {
  const { ports, id } = settlement;
  switch (claim.kind) {
    case 'concurrency':
      return await settleHold(ports, {
        ...{ key: claim.key, id, held: 1, spent: 0, simulated: 0, isUnpriced: false, seriesStart: null },
      });
    case 'budget':
      return await settleBudget(claim, settlement);
  }
}

async function settleBudget({ key, amount, rule }: BudgetClaim, { ports, id, at, actual }: Settlement): Promise<void> {
  // What was called at a price and has none in the end may have cost all that was held.
  const spent = actual === null ? 0 : (actual.costNanoUsd ?? amount ?? 0);
  const step = seriesMilliseconds(rule.period);
  await settleHold(ports, {
    ...{ key, id, held: amount ?? 0, spent, simulated: actual?.simulatedCostNanoUsd ?? 0 },
    isUnpriced: actual !== null && actual.costNanoUsd === null,
    seriesStart: Math.floor(at / step) * step,
  });
}

/** Requests stay counted, also those that failed; of tokens only the used ones. A minute that is over needs no correction. */
async function correctWindow(claim: WindowClaim, { ports, actual, corrected }: Settlement): Promise<void> {
  const { rule, key, tokens } = claim;
  if (rule.tokensPerMinute === null || corrected.has(claim)) return;
  corrected.add(claim);
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
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
  }
}
