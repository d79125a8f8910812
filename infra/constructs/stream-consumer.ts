import { Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, type StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import type { ServiceFunction } from './service-function.ts';
import type { SignalboxTable } from './signalbox-table.ts';

export interface StreamConsumerProps {
  deployment: Deployment;
  table: SignalboxTable;
  consumer: ServiceFunction;
  name: string;
  /** Records that pass; the others cost nothing. */
  filter: Record<string, unknown>;
  startingPosition: StartingPosition;
  batchSize: number;
  retryAttempts: number;
  /** Older records are given up; absent: as long as the stream keeps them. */
  maxAgeSeconds?: number;
}

/** Connects a function to a table's stream: a bad record is isolated by bisection and kept, and the others go on. */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', { deployment: props.deployment, name: props.name });
    props.consumer.alias.addEventSource(
      new DynamoEventSource(props.table as ITableV2, {
        startingPosition: props.startingPosition,
        batchSize: props.batchSize,
        retryAttempts: props.retryAttempts,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        filters: [FilterCriteria.filter(props.filter)],
        onFailure: new SqsDlq(deadLetters.queue),
        ...(props.maxAgeSeconds === undefined ? {} : { maxRecordAge: Duration.seconds(props.maxAgeSeconds) }),
      }),
    );
  }
}
