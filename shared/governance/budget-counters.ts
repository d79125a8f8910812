import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import { budgetCounterPartition, budgetCounterPrefix } from '../storage/budget-keys.ts';
import { queryPrefix } from '../storage/query-prefix.ts';
import { type HeldCounter, readHeldCounter } from './held-counter.ts';

export interface BudgetCounters {
  /** Those of all subjects in one period; `period` is `2026-11` or `2026-11-26`. */
  read(projectId: string, budgetId: string, period: string): Promise<HeldCounter[]>;
}

export function createBudgetCounters(ports: { documents: DynamoDBDocumentClient; tableName: string }): BudgetCounters {
  return {
    async read(projectId, budgetId, period) {
      const partition = budgetCounterPartition(projectId, budgetId, period);
      const items = await queryPrefix({ ...ports, partition, sortKeyPrefix: budgetCounterPrefix });
      return items.map((item) => readHeldCounter(item));
    },
  };
}
