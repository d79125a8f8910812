import { S3Client } from '@aws-sdk/client-s3';
import type { SQSEvent } from 'aws-lambda';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createCachedProjects } from '../../shared/storage/cached-projects.ts';
import { createProjectRepository } from '../../shared/storage/projects.ts';
import { createTraceRepository } from '../../shared/storage/trace-repository.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { createCachedOverrides } from './cached-overrides.ts';
import { createLambda } from './create-lambda.ts';
import { forgetDropped } from './deletion/forget-raw.ts';
import { createTraceObjects } from './deletion/trace-objects.ts';
import { workerEnvironmentSchema } from './environment.ts';
import { createRawArchive } from './raw/raw-archive.ts';
import { createRawStore } from './raw/raw-store.ts';
import { createOutcomeCounter } from './reconciliation/outcome-counter.ts';
import { storeMessages, type WorkerPorts } from './store-messages.ts';

function createWorkerPorts(environment: Environment): WorkerPorts {
  const settings = parseInput('config', workerEnvironmentSchema, environment);
  const logger = createLogger('tracing-worker');
  const documents = createDocumentClient(environment);
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  const blobs = createBlobStore({ s3, bucket: settings.TELEMETRY_BUCKET });
  const core = { documents, tableName: settings.CORE_TABLE };
  const projects = createCachedProjects(createProjectRepository(core));
  const store = createRawStore({ s3, bucket: settings.TELEMETRY_BUCKET });
  const objects = createTraceObjects({ s3, bucket: settings.TELEMETRY_BUCKET });
  const forgetting = { documents, tracesTable: settings.TRACES_TABLE, objects, rawStore: store, clock: systemClock };
  return {
    traces: createTraceRepository({ documents, tableName: settings.TRACES_TABLE, blobs, logger }),
    projects,
    overrides: createCachedOverrides(core),
    blobs,
    archive: createRawArchive({ store, projects, logger, clock: systemClock }),
    outcomes: createOutcomeCounter({ documents, tableName: settings.ROLLUPS_TABLE, clock: systemClock, logger }),
    forget: (record) => forgetDropped(record, forgetting),
    logger,
  };
}

const ports = createWorkerPorts(process.env);

/** Takes telemetry from the ingestion queue. */
export const handler = createLambda((event: SQSEvent) => storeMessages(event, ports));
