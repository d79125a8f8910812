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
import { createTraceDeletionRepository } from '../../shared/storage/trace-deletion-repository.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { createLambda } from './create-lambda.ts';
import { createDeletionQueue } from './deletion/deletion-queue.ts';
import { createTraceObjects } from './deletion/trace-objects.ts';
import { type DeletionQueuePorts, workDeletions } from './deletion/work-deletions.ts';
import { deletionWorkerEnvironmentSchema } from './environment.ts';
import { createRawArchive } from './raw/raw-archive.ts';
import { createRawStore } from './raw/raw-store.ts';

function createDeletionWorkerPorts(environment: Environment): DeletionQueuePorts {
  const settings = parseInput('config', deletionWorkerEnvironmentSchema, environment);
  const documents = createDocumentClient(environment);
  const core = { documents, tableName: settings.CORE_TABLE };
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  const telemetry = { s3, bucket: settings.TELEMETRY_BUCKET };
  const projects = createCachedProjects(createProjectRepository(core));
  const rawStore = createRawStore(telemetry);
  const logger = createLogger('tracing-deletion-worker');
  return {
    documents,
    tracesTable: settings.TRACES_TABLE,
    coreTable: settings.CORE_TABLE,
    deletions: createTraceDeletionRepository(core),
    deletionQueue: createDeletionQueue(new SQSClient(awsClientConfig(environment)), settings.DELETION_QUEUE_URL),
    blobs: createBlobStore(telemetry),
    projects,
    objects: createTraceObjects(telemetry),
    rawStore,
    archive: createRawArchive({ store: rawStore, projects, logger, clock: systemClock }),
    clock: systemClock,
    logger,
  };
}

const ports = createDeletionWorkerPorts(process.env);

/** Takes deletions from their queue, a step at a time. */
export const handler = createLambda((event: SQSEvent) => workDeletions(event, ports));
