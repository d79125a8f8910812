import { CfnOutput } from 'aws-cdk-lib';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { maxDeletionReceives } from '../../functions/tracing/deletion/deletion-queue.ts';
import { maxReplayReceives } from '../../functions/tracing/replays/max-replay-receives.ts';
import type { Deployment } from '../constructs/deployment.ts';
import { grantDeletions, grantForgetting } from '../constructs/grant-deletions.ts';
import { grantDigests, grantRecentTexts } from '../constructs/grant-digests.ts';
import {
  grantDigestMarks,
  grantIngestionOutcomes,
  grantIngestionResults,
} from '../constructs/grant-ingestion-counts.ts';
import { grantListing, grantObjectAccess } from '../constructs/grant-object-access.ts';
import { grantAnnotationReplays, grantReplays } from '../constructs/grant-replays.ts';
import { MissingSpansAlarm } from '../constructs/missing-spans-alarm.ts';
import { RegularTask } from '../constructs/regular-task.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { UnarchivedRequestsAlarm } from '../constructs/unarchived-requests-alarm.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { functionDefinitions } from '../function-definitions.ts';
import type { DataStack } from './data-stack.ts';
import { SignalboxStack } from './signalbox-stack.ts';

/** From accepted telemetry to stored and counted traces. */
export class IngestionStack extends SignalboxStack {
  readonly queue: Queue;
  readonly replayQueue: Queue;
  readonly deletionQueue: Queue;

  constructor(scope: Construct, deployment: Deployment, data: DataStack) {
    super(scope, {
      config: deployment.config,
      name: 'ingestion',
      description: 'the way of telemetry',
      isStateful: false,
    });
    this.queue = this.createQueue(deployment, data);
    this.createRollups(deployment, data);
    this.createSpoolSweeper(deployment, data);
    this.createReconciler(deployment, data);
    this.createDigester(deployment, data);
    this.createRecentIndexer(deployment, data);
    this.deletionQueue = this.createDeletions(deployment, data);
    this.replayQueue = this.createReplays(deployment, data);

    new CfnOutput(this, 'IngestionQueueUrl', { value: this.queue.queueUrl });
  }

  private createQueue(deployment: Deployment, data: DataStack): Queue {
    const definition = functionDefinitions.tracingWorker;
    const ingestion = new WorkQueue(this, 'Ingestion', {
      deployment,
      name: 'ingestion',
      consumerTimeoutSeconds: definition.timeoutSeconds,
      maxReceiveCount: 5,
      lateAfterSeconds: 60,
      maxDepth: 10_000,
    });
    const worker = new ServiceFunction(this, 'Worker', {
      deployment,
      definition,
      environment: {
        STAGE: deployment.config.stage,
        CORE_TABLE: data.core.tableName,
        TRACES_TABLE: data.traces.tableName,
        ROLLUPS_TABLE: data.rollups.tableName,
        TELEMETRY_BUCKET: data.telemetry.bucketName,
      },
    });
    data.core.grantReadData(worker);
    data.traces.grantReadWriteData(worker);
    grantIngestionOutcomes(worker, data.rollups);
    grantListing(data.telemetry, worker, ['claims/', 'payloads/']);
    grantObjectAccess(data.telemetry, worker, ['claims/', 'payloads/'], ['GetObject', 'PutObject']);
    grantObjectAccess(data.telemetry, worker, ['raw/'], ['PutObject', 'PutObjectTagging']);
    grantForgetting(worker, data.telemetry);
    ingestion.feed(worker, { batchSize: 10, maxConcurrency: deployment.config.ingestionConcurrency });
    return ingestion.queue;
  }

  private createRollups(deployment: Deployment, data: DataStack): void {
    const worker = new ServiceFunction(this, 'RollupWorker', {
      deployment,
      definition: functionDefinitions.tracingRollupWorker,
      environment: { STAGE: deployment.config.stage, ROLLUPS_TABLE: data.rollups.tableName },
    });
    data.rollups.grantReadWriteData(worker);
    new StreamConsumer(this, 'Rollups', {
      deployment,
      table: data.traces,
      consumer: worker,
      name: 'rollups',
      filter: { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'PACK#' }] } } } },
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      retryAttempts: 20,
    });
  }

  private createReconciler(deployment: Deployment, data: DataStack): void {
    const reconciler = new ServiceFunction(this, 'Reconciler', {
      deployment,
      definition: functionDefinitions.tracingReconciler,
      environment: {
        STAGE: deployment.config.stage,
        TRACES_TABLE: data.traces.tableName,
        ROLLUPS_TABLE: data.rollups.tableName,
        TELEMETRY_BUCKET: data.telemetry.bucketName,
      },
    });
    data.traces.grantReadData(reconciler);
    data.rollups.grantReadData(reconciler);
    grantIngestionResults(reconciler, data.rollups);
    grantListing(data.telemetry, reconciler, ['payloads/']);
    grantObjectAccess(data.telemetry, reconciler, ['payloads/'], ['GetObject']);
    new RegularTask(this, 'Reconciliation', {
      task: reconciler,
      everyMinutes: 5,
      description: 'Compare accepted, stored and queryable spans',
    });
    new MissingSpansAlarm(this, 'MissingSpansAlarm', deployment);
    new UnarchivedRequestsAlarm(this, 'UnarchivedRequestsAlarm', deployment);
  }

  private createDigester(deployment: Deployment, data: DataStack): void {
    const digester = new ServiceFunction(this, 'Digester', {
      deployment,
      definition: functionDefinitions.tracingDigester,
      environment: {
        STAGE: deployment.config.stage,
        TRACES_TABLE: data.traces.tableName,
        ROLLUPS_TABLE: data.rollups.tableName,
        TELEMETRY_BUCKET: data.telemetry.bucketName,
        // Longer than an update of all stacks takes, and than somebody leaves one half done.
        DIGESTS_WAIT_HOURS: deployment.config.stage === 'local' ? '0' : '24',
      },
    });
    data.traces.grantReadData(digester);
    grantDigests(digester, data.traces);
    grantListing(data.telemetry, digester, ['payloads/']);
    grantObjectAccess(data.telemetry, digester, ['payloads/'], ['GetObject']);
    data.rollups.grantReadData(digester);
    grantDigestMarks(digester, data.rollups);
    new RegularTask(this, 'Digests', { task: digester, everyMinutes: 10, description: 'Digest the index of traces' });
  }

  private createRecentIndexer(deployment: Deployment, data: DataStack): void {
    const indexer = new ServiceFunction(this, 'RecentIndexer', {
      deployment,
      definition: functionDefinitions.tracingRecentIndexer,
      environment: {
        STAGE: deployment.config.stage,
        TRACES_TABLE: data.traces.tableName,
        ROLLUPS_TABLE: data.rollups.tableName,
        TELEMETRY_BUCKET: data.telemetry.bucketName,
      },
    });
    data.traces.grantReadData(indexer);
    grantRecentTexts(indexer, data.traces);
    grantListing(data.telemetry, indexer, ['payloads/']);
    grantObjectAccess(data.telemetry, indexer, ['payloads/'], ['GetObject']);
    data.rollups.grantReadData(indexer);
    new RegularTask(this, 'RecentTexts', {
      task: indexer,
      everyMinutes: 1,
      description: 'Index text of recent traces',
    });
  }

  private createReplays(deployment: Deployment, data: DataStack): Queue {
    const definition = functionDefinitions.tracingReplayWorker;
    const replays = new WorkQueue(this, 'Replays', {
      deployment,
      name: 'replays',
      consumerTimeoutSeconds: definition.timeoutSeconds,
      maxReceiveCount: maxReplayReceives,
      lateAfterSeconds: 900,
      maxDepth: 100,
    });
    const worker = new ServiceFunction(this, 'ReplayWorker', {
      deployment,
      definition,
      environment: {
        STAGE: deployment.config.stage,
        CORE_TABLE: data.core.tableName,
        TRACES_TABLE: data.traces.tableName,
        TELEMETRY_BUCKET: data.telemetry.bucketName,
        INGESTION_QUEUE_URL: this.queue.queueUrl,
        REPLAY_QUEUE_URL: replays.queue.queueUrl,
        DELETION_QUEUE_URL: this.deletionQueue.queueUrl,
      },
    });
    data.core.grantReadData(worker);
    grantReplays(worker, data.core);
    grantAnnotationReplays(worker, data.traces);
    grantListing(data.telemetry, worker, ['raw/']);
    grantObjectAccess(data.telemetry, worker, ['raw/'], ['GetObject']);
    grantObjectAccess(data.telemetry, worker, ['claims/', 'spool/'], ['PutObject']);
    this.queue.grantSendMessages(worker);
    replays.queue.grantSendMessages(worker);
    this.deletionQueue.grantSendMessages(worker);
    replays.feed(worker, { batchSize: 1, maxConcurrency: 2 });
    return replays.queue;
  }

  private createDeletions(deployment: Deployment, data: DataStack): Queue {
    const definition = functionDefinitions.tracingDeletionWorker;
    const deletions = new WorkQueue(this, 'Deletions', {
      deployment,
      name: 'deletions',
      consumerTimeoutSeconds: definition.timeoutSeconds,
      maxReceiveCount: maxDeletionReceives,
      lateAfterSeconds: 900,
      maxDepth: 100,
    });
    const worker = new ServiceFunction(this, 'DeletionWorker', {
      deployment,
      definition,
      environment: {
        STAGE: deployment.config.stage,
        CORE_TABLE: data.core.tableName,
        TRACES_TABLE: data.traces.tableName,
        TELEMETRY_BUCKET: data.telemetry.bucketName,
        DELETION_QUEUE_URL: deletions.queue.queueUrl,
      },
    });
    data.core.grantReadData(worker);
    grantDeletions(worker, data.core);
    data.traces.grantReadWriteData(worker);
    grantForgetting(worker, data.telemetry);
    // Of a long id, only the spans tell whose a trace is; a large pack of them lies there.
    grantObjectAccess(data.telemetry, worker, ['payloads/'], ['GetObject']);
    deletions.queue.grantSendMessages(worker);
    deletions.feed(worker, { batchSize: 1, maxConcurrency: 2 });
    return deletions.queue;
  }

  private createSpoolSweeper(deployment: Deployment, data: DataStack): void {
    const sweeper = new ServiceFunction(this, 'SpoolSweeper', {
      deployment,
      definition: functionDefinitions.tracingSpoolSweeper,
      environment: {
        STAGE: deployment.config.stage,
        TELEMETRY_BUCKET: data.telemetry.bucketName,
        INGESTION_QUEUE_URL: this.queue.queueUrl,
      },
    });
    grantListing(data.telemetry, sweeper, ['spool/']);
    grantObjectAccess(data.telemetry, sweeper, ['spool/'], ['GetObject', 'PutObject', 'DeleteObject']);
    grantObjectAccess(data.telemetry, sweeper, ['claims/'], ['PutObject']);
    this.queue.grantSendMessages(sweeper);
    new RegularTask(this, 'SpoolSweep', { task: sweeper, everyMinutes: 5, description: 'Sweep the telemetry spool' });
  }
}
