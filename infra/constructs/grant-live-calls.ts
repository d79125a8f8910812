import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { SignalboxTable } from './signalbox-table.ts';

/** Whether anybody listens to a topic may be asked, and nothing else of who is connected. */
const topics = ['TOPIC#*'];

/** Telling of calls as they happen: to a queue, where somebody watches. */
export function grantLiveCalls(grantee: IGrantable, connections: SignalboxTable, queue: Queue): void {
  Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:Query'],
    resourceArns: [connections.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': topics } },
  });
  queue.grantSendMessages(grantee);
}
