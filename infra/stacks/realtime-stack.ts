import { CfnOutput } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Deployment } from '../constructs/deployment.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SocketApi } from '../constructs/socket-api.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { functionDefinitions } from '../function-definitions.ts';
import type { DataStack } from './data-stack.ts';
import { SignalboxStack } from './signalbox-stack.ts';

/** The WebSocket, and what is published over it. */
export class RealtimeStack extends SignalboxStack {
  readonly socket: SocketApi;
  readonly liveQueue: Queue;

  constructor(scope: Construct, deployment: Deployment, data: DataStack) {
    super(scope, { config: deployment.config, name: 'realtime', description: 'live updates', isStateful: false });
    this.socket = new SocketApi(this, 'Socket', deployment.config);
    this.socket.serve(this.createFunction('SocketFunction', 'realtimeSocket', deployment, data));
    this.createPublisher(deployment, data);
    this.liveQueue = this.createLiveCalls(deployment, data);

    new CfnOutput(this, 'WebSocketApiId', { value: this.socket.api.apiId });
    new CfnOutput(this, 'WebSocketUrl', { value: this.socket.url });
  }

  /** A console that was away reads the list again, so an update that is a minute old is not worth sending. */
  private createPublisher(deployment: Deployment, data: DataStack): void {
    new StreamConsumer(this, 'LiveUpdates', {
      deployment,
      table: data.traces,
      consumer: this.createFunction('Publisher', 'realtimePublisher', deployment, data),
      name: 'live-updates',
      filter: { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: ['META'] } } } },
      startingPosition: StartingPosition.LATEST,
      batchSize: 100,
      retryAttempts: 2,
      maxAgeSeconds: 60,
    });
  }

  /**
   * No batching window: it would delay every event by a second. Each of the few publishers takes up to ten messages at a
   * time, of many events each. What fails comes again a minute later, when it is no news any more: it is counted, not shown.
   */
  private createLiveCalls(deployment: Deployment, data: DataStack): Queue {
    const live = new WorkQueue(this, 'LiveCalls', {
      deployment,
      name: 'live',
      consumerTimeoutSeconds: functionDefinitions.realtimeLivePublisher.timeoutSeconds,
      maxReceiveCount: 2,
      lateAfterSeconds: 120,
      maxDepth: 5_000,
      retentionSeconds: 300,
    });
    const publisher = this.createFunction('LivePublisher', 'realtimeLivePublisher', deployment, data);
    live.feed(publisher, { batchSize: 10, maxConcurrency: 3 });
    return live.queue;
  }

  private createFunction(
    id: string,
    name: 'realtimeSocket' | 'realtimePublisher' | 'realtimeLivePublisher',
    deployment: Deployment,
    data: DataStack,
  ): ServiceFunction {
    const created = new ServiceFunction(this, id, {
      deployment,
      definition: functionDefinitions[name],
      environment: {
        STAGE: deployment.config.stage,
        CORE_TABLE: data.core.tableName,
        CONNECTIONS_TABLE: data.connections.tableName,
        WEBSOCKET_MANAGEMENT_URL: this.socket.managementUrl,
      },
    });
    // One member, or one key, at a time and by name: whether they still belong to the project. The table's own grant
    // would add its indexes, from which nothing can be got by name.
    Grant.addToPrincipal({ grantee: created, actions: ['dynamodb:GetItem'], resourceArns: [data.core.tableArn] });
    data.connections.grantReadWriteData(created);
    this.socket.grantPostToConnections(created);
    return created;
  }
}
