import { S3Client } from '@aws-sdk/client-s3';
import type { SQSEvent } from 'aws-lambda';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createCachedProjects } from '../../shared/storage/cached-projects.ts';
import { createProjectRepository } from '../../shared/storage/projects.ts';
import { createTraceRepository } from '../../shared/storage/trace-repository.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { createLambda } from './create-lambda.ts';
import { workerEnvironmentSchema } from './environment.ts';
import { storeMessages, type WorkerPorts } from './store-messages.ts';

function createWorkerPorts(environment: Environment): WorkerPorts {
  const settings = parseInput('config', workerEnvironmentSchema, environment);
  const logger = createLogger('tracing-worker');
  const documents = createDocumentClient(environment);
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  const blobs = createBlobStore({ s3, bucket: settings.TELEMETRY_BUCKET });
  return {
    traces: createTraceRepository({ documents, tableName: settings.TRACES_TABLE, blobs, logger }),
    projects: createCachedProjects(createProjectRepository({ documents, tableName: settings.CORE_TABLE })),
    blobs,
    logger,
  };
}

const ports = createWorkerPorts(process.env);

/** Takes telemetry from the ingestion queue. */
export const handler = createLambda((event: SQSEvent) => storeMessages(event, ports));
