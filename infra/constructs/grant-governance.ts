import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { SignalboxTable } from './signalbox-table.ts';

const counters = ['BUDGET_COUNTER#*', 'LIMIT_COUNTER#*'];

/**
 * Counters of limits and budgets share the table of rollups. Who counts may write nothing else there, so the rollups stay what
 * their worker made of the traces.
 */
export function grantGovernance(grantee: IGrantable, rollups: SignalboxTable): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['BatchGetItem', 'UpdateItem'].map((name) => `dynamodb:${name}`),
    resourceArns: [rollups.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': counters } },
  });
}
