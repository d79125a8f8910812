import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { type Deployment, physicalName } from './deployment.ts';
import { raiseAlarm } from './raise-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WorkQueueProps {
  deployment: Deployment;
  name: string;
  /** The consumer's timeout; a message stays hidden six times as long, as Lambda asks for. */
  consumerTimeoutSeconds: number;
  /** After this many failed attempts a message goes to the dead-letter queue. */
  maxReceiveCount: number;
  /** A message that waits longer than this raises an alarm. */
  lateAfterSeconds: number;
  /** More waiting messages than this raise an alarm. */
  maxDepth: number;
  /** What is older is of no use any more, and goes; by default after 4 days. */
  retentionSeconds?: number;
}

export interface Consumption {
  batchSize: number;
  maxConcurrency: number;
}

/** A queue that loses nothing: what cannot be worked off is kept for 14 days, seen by an alarm and can be redriven. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { deployment, name } = props;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { deployment, name });
    this.queue = new Queue(this, 'Queue', {
      queueName: physicalName(deployment.config, name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.seconds(props.retentionSeconds ?? 4 * 86_400),
      visibilityTimeout: Duration.seconds(props.consumerTimeoutSeconds * 6),
      receiveMessageWaitTime: Duration.seconds(20),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: props.maxReceiveCount },
    });
    this.raiseAlarms(props);
  }

  /** Only the messages of a batch that failed come again. */
  feed(consumer: ServiceFunction, { batchSize, maxConcurrency }: Consumption): void {
    consumer.alias.addEventSource(
      new SqsEventSource(this.queue, { batchSize, maxConcurrency, reportBatchItemFailures: true }),
    );
  }

  private raiseAlarms({ deployment, name, lateAfterSeconds, maxDepth }: WorkQueueProps): void {
    const period = Duration.minutes(1);
    raiseAlarm(this, 'Age', deployment, {
      alarmDescription: `${name}: a message has been waiting for more than ${lateAfterSeconds} s`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM }),
      threshold: lateAfterSeconds,
      evaluationPeriods: 3,
    });
    raiseAlarm(this, 'Depth', deployment, {
      alarmDescription: `${name}: more than ${maxDepth} messages are waiting`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
      threshold: maxDepth,
      evaluationPeriods: 3,
    });
  }
}
