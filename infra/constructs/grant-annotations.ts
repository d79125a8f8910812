import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { SignalboxTable } from './signalbox-table.ts';

/** Scores and tags lie in the partitions of traces and sessions; nothing else of the table may be written. */
export function grantAnnotations(grantee: IGrantable, traces: SignalboxTable): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem'],
    resourceArns: [traces.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PROJECT#*#TRACE#*', 'PROJECT#*#SESSION_SCORES#*'] },
    },
  });
}
