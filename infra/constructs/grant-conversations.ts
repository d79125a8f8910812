import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { grantListing, grantObjectAccess } from './grant-object-access.ts';
import type { SignalboxTable } from './signalbox-table.ts';

const prefixes = ['conversations/'];

/** Conversations share the table of traces: only their partitions may be touched, so traces stay what the worker wrote. */
export function grantConversations(grantee: IGrantable, traces: SignalboxTable, telemetry: Bucket): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'].map(
      (name) => `dynamodb:${name}`,
    ),
    resourceArns: [traces.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PROJECT#*#CONVERSATION*'] } },
  });
  grantObjectAccess(telemetry, grantee, prefixes, ['GetObject', 'PutObject', 'DeleteObject']);
  grantListing(telemetry, grantee, prefixes);
}
