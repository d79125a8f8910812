import { type ItemKey, projectPartition } from './core-keys.ts';
import { keyPart } from './key-part.ts';
import { subjectPart } from './limit-keys.ts';

/** In the core table. */
export const budgetPrefix = 'BUDGET#';
export const budgetKey = (projectId: string, budgetId: string): ItemKey => ({
  pk: projectPartition(projectId),
  sk: `${budgetPrefix}${keyPart(budgetId)}`,
});

/** In the rollups table: all counters of a budget in one period, one per subject. */
export const budgetCounterPartition = (projectId: string, budgetId: string, period: string): string =>
  `BUDGET_COUNTER#${keyPart(projectId)}#${keyPart(budgetId)}#${period}`;
export const budgetCounterPrefix = 'SUBJECT#';
export const budgetCounterKey = (projectId: string, budgetId: string, period: string, subject: string): ItemKey => ({
  pk: budgetCounterPartition(projectId, budgetId, period),
  sk: `${budgetCounterPrefix}${subjectPart(subject)}`,
});
