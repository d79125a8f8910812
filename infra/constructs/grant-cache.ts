import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { grantListing, grantObjectAccess } from './grant-object-access.ts';
import type { SignalboxTable } from './signalbox-table.ts';

const prefixes = ['cache/'];

/** Kept answers share the table of rollups. Who keeps them may write nothing else there by this grant. */
export function grantCache(grantee: IGrantable, rollups: SignalboxTable, telemetry: Bucket): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['PutItem', 'UpdateItem'].map((name) => `dynamodb:${name}`),
    resourceArns: [rollups.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CACHE#*'] } },
  });
  grantObjectAccess(telemetry, grantee, prefixes, ['GetObject', 'PutObject']);
  grantListing(telemetry, grantee, prefixes);
}
