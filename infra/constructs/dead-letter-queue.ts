import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Deployment, physicalName } from './deployment.ts';
import { raiseAlarm } from './raise-alarm.ts';

export interface DeadLetterQueueProps {
  deployment: Deployment;
  /** Of the queue or the stream consumer whose failures it keeps. */
  name: string;
}

/** Keeps what failed for as long as SQS can; one message is enough for the alarm. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { deployment, name }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName: physicalName(deployment.config, name, 'dead-letters'),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    raiseAlarm(this, 'Depth', deployment, {
      alarmDescription: `${name}: something could not be worked off. Mend the cause, then redrive it`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: Stats.MAXIMUM,
      }),
      threshold: 1,
      evaluationPeriods: 1,
    });
  }
}
