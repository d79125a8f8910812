import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '../../../shared/aws/document-client.ts';
import type { Budget } from '../../../shared/contract/governance.ts';
import type { GovernedCall } from '../../../shared/governance/governor.ts';
import { type HeldCounter, liveCommitted, readHeldCounter } from '../../../shared/governance/held-counter.ts';
import { listClaims } from '../../../shared/governance/list-claims.ts';
import { createCache } from '../../../shared/runtime/cache.ts';
import type { Clock } from '../../../shared/runtime/clock.ts';

export interface BudgetedCaller extends Pick<GovernedCall, 'projectId' | 'keyId' | 'userId' | 'at'> {
  budgets: readonly Budget[];
}

/** How much of the tightest budget that holds for a caller, whatever the model, is left: 0 to 1; null without a budget. */
export type BudgetReader = (caller: BudgetedCaller) => Promise<number | null>;

interface BudgetReaderPorts {
  documents: DynamoDBDocumentClient;
  /** The rollups table. */
  tableName: string;
  clock: Clock;
}

/** A choice of model needs no exact number, and what is exact is reserved after it. */
const cacheMilliseconds = 5_000;
const maxCounters = 10_000;

/** Reads counters of budgets, each at most every 5 s. */
export function createBudgetReader({ documents, tableName, clock }: BudgetReaderPorts): BudgetReader {
  const counters = createCache<HeldCounter>({
    clock,
    load: async (name) => {
      const [pk, sk] = name.split('\n');
      const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key: { pk, sk } }));
      return readHeldCounter(Item);
    },
    foundMilliseconds: cacheMilliseconds,
    missingMilliseconds: cacheMilliseconds,
    maxEntries: maxCounters,
  });

  return async ({ budgets, ...caller }) => {
    const used = claimsOf(caller, budgets).map(async ({ key, rule }) => {
      const counter = await counters.get(`${key.pk}\n${key.sk}`);
      return counter === null ? 0 : liveCommitted(counter, clock()) / rule.amountNanoUsd;
    });
    return used.length === 0 ? null : Math.max(0, 1 - Math.max(...(await Promise.all(used))));
  };
}

/** A budget of some model holds for nobody before the model is chosen. */
function claimsOf(caller: Omit<BudgetedCaller, 'budgets'>, budgets: readonly Budget[]) {
  const rules = { limits: [], budgets: budgets.filter(({ scope }) => scope.model === null) };
  const unchosen = { requestedModel: '', modelId: '', estimatedTokens: 0, estimatedCostNanoUsd: null };
  const claims = listClaims({ ...caller, ...unchosen, mayDegrade: false, rules });
  return claims.filter((claim) => claim.kind === 'budget');
}
