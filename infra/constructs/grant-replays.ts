import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { grantAnnotations } from './grant-annotations.ts';
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

/** Scores are brought back to their traces and sessions, under the lock of the object that has them. */
export function grantAnnotationReplays(grantee: IGrantable, traces: SignalboxTable): void {
  traces.grantReadData(grantee);
  grantAnnotations(grantee, traces);
  Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem'],
    resourceArns: [traces.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['RAW_LOCK#*'] } },
  });
}
