import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createCachedProjects } from '../../shared/storage/cached-projects.ts';
import { createProjectRepository } from '../../shared/storage/projects.ts';
import { createReplayRepository } from '../../shared/storage/replay-repository.ts';
import { createTelemetrySink } from '../../shared/telemetry/create-telemetry-sink.ts';
import { createCachedOverrides } from './cached-overrides.ts';
import { createLambda } from './create-lambda.ts';
import { createDeletionQueue } from './deletion/deletion-queue.ts';
import { replayWorkerEnvironmentSchema } from './environment.ts';
import { createRawStore } from './raw/raw-store.ts';
import { createReplayQueue, waitingMessages } from './replays/replay-queue.ts';
import type { ReplayWorkerPorts } from './replays/run-replay.ts';
import { workReplays } from './replays/work-replays.ts';

function createReplayWorkerPorts(environment: Environment): ReplayWorkerPorts {
  const settings = parseInput('config', replayWorkerEnvironmentSchema, environment);
  const logger = createLogger('tracing-replay-worker');
  const documents = createDocumentClient(environment);
  const core = { documents, tableName: settings.CORE_TABLE };
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  const sqs = new SQSClient(awsClientConfig(environment));
  const target = { queueUrl: settings.INGESTION_QUEUE_URL, bucket: settings.TELEMETRY_BUCKET };
  return {
    documents,
    tracesTable: settings.TRACES_TABLE,
    replays: createReplayRepository(core),
    store: createRawStore({ s3, bucket: settings.TELEMETRY_BUCKET }),
    projects: createCachedProjects(createProjectRepository(core)),
    overrides: createCachedOverrides(core),
    sink: createTelemetrySink({ sqs, s3, ...target, logger, clock: systemClock, flushAfterMs: 0 }),
    replayQueue: createReplayQueue(sqs, settings.REPLAY_QUEUE_URL),
    deletionQueue: createDeletionQueue(sqs, settings.DELETION_QUEUE_URL),
    waitingMessages: () => waitingMessages(sqs, settings.INGESTION_QUEUE_URL),
    clock: systemClock,
    logger,
  };
}

const ports = createReplayWorkerPorts(process.env);

/** Takes replays from their queue, a step at a time. */
export const handler = createLambda((event: SQSEvent) => workReplays(event, ports));
