import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { digestFenceKey, lateDaysPrefix } from '../../shared/storage/trace-digest-keys.ts';
import { textsDuePartition } from '../../shared/storage/trace-text-keys.ts';
import { renewalsPartition } from '../../shared/storage/trace-text-renewals.ts';
import type { SignalboxTable } from './signalbox-table.ts';

/** Where digests lie, and the notes of what was written late. */
export const digestsOfProjects = 'PROJECT#*#DIGESTS#*';
export const lateDays = `${lateDaysPrefix}*`;

/** The job that digests the index and text writes digests, their fence and what is due, and forgets notes; traces it only reads. */
export function grantDigests(grantee: IGrantable, traces: SignalboxTable): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'].map((name) => `dynamodb:${name}`),
    resourceArns: [traces.tableArn],
    conditions: {
      'ForAllValues:StringLike': {
        'dynamodb:LeadingKeys': [
          ...[digestsOfProjects, lateDays, digestFenceKey.pk],
          ...[textsDuePartition, renewalsPartition],
        ],
      },
    },
  });
}

/** The job that makes text of recent traces writes only that. */
export function grantRecentTexts(grantee: IGrantable, traces: SignalboxTable): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:PutItem', 'dynamodb:BatchWriteItem'],
    resourceArns: [traces.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PROJECT#*#DIGESTS#RECENT*'] } },
  });
}
