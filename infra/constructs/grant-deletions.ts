import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { grantListing, grantObjectAccess } from './grant-object-access.ts';
import type { SignalboxTable } from './signalbox-table.ts';

/** The worker of deletions writes down how far it is, and nothing else of the core table. */
export function grantDeletions(grantee: IGrantable, core: SignalboxTable): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:UpdateItem'],
    resourceArns: [core.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PROJECT#*#TRACE_DELETIONS'] } },
  });
}

/** Large payloads go, and requests in the archive are rewritten without the spans of what was deleted. */
export function grantForgetting(grantee: IGrantable, telemetry: Bucket): void {
  grantListing(telemetry, grantee, ['payloads/', 'raw/']);
  grantObjectAccess(telemetry, grantee, ['payloads/'], ['DeleteObject']);
  grantObjectAccess(telemetry, grantee, ['raw/'], ['GetObject', 'PutObject', 'PutObjectTagging', 'DeleteObject']);
}
