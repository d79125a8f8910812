import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { SignalboxTable } from './signalbox-table.ts';

/** A replay's worker writes down how far it is, and nothing else of the core table. */
export function grantReplays(grantee: IGrantable, core: SignalboxTable): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:UpdateItem'],
    resourceArns: [core.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PROJECT#*#REPLAYS'] } },
  });
}
