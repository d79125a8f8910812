import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { digestsOfProjects, lateDays } from './grant-digests.ts';
import type { SignalboxTable } from './signalbox-table.ts';

/** Scores and tags lie in the partitions of traces and sessions, and make digests of the index wrong; nothing else may be written. */
export function grantAnnotations(grantee: IGrantable, traces: SignalboxTable): void {
  const grant = (actions: string[], partitions: string[]) =>
    Grant.addToPrincipal({
      grantee,
      actions: actions.map((name) => `dynamodb:${name}`),
      resourceArns: [traces.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
    });
  grant(['PutItem', 'DeleteItem'], ['PROJECT#*#TRACE#*', 'PROJECT#*#SESSION_SCORES#*']);
  grant(['PutItem'], [digestsOfProjects]);
  grant(['UpdateItem'], [lateDays]);
}
