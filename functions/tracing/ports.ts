import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { createAuthPorts } from '../../shared/http/create-auth-ports.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createCachedProjects } from '../../shared/storage/cached-projects.ts';
import { createIngestionCounts } from '../../shared/storage/ingestion-counts.ts';
import { createAcceptedCounter } from '../../shared/storage/ingestion-counts-accepted.ts';
import { createIngestionResults } from '../../shared/storage/ingestion-counts-results.ts';
import { createProjectRepository } from '../../shared/storage/projects.ts';
import { createReplayRepository } from '../../shared/storage/replay-repository.ts';
import { createRollupRepository } from '../../shared/storage/rollup-repository.ts';
import { createSavedViews } from '../../shared/storage/saved-views.ts';
import { createTraceDeletionRepository } from '../../shared/storage/trace-deletion-repository.ts';
import { createTraceRepository } from '../../shared/storage/trace-repository.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { createTelemetrySink } from '../../shared/telemetry/create-telemetry-sink.ts';
import type { TracingPorts } from './app.ts';
import { createCachedOverrides } from './cached-overrides.ts';
import { createDeletionQueue } from './deletion/deletion-queue.ts';
import { httpEnvironmentSchema } from './http-environment.ts';
import { createRawArchive } from './raw/raw-archive.ts';
import { createRawStore } from './raw/raw-store.ts';
import { createReplayQueue } from './replays/replay-queue.ts';
import { createAnnotationPorts } from './scores/create-annotation-ports.ts';

export function createPorts(environment: Environment): TracingPorts & { flush(): Promise<void> } {
  const settings = parseInput('config', httpEnvironmentSchema, environment);
  const logger = createLogger('tracing');
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  const sqs = new SQSClient(awsClientConfig(environment));
  const rawStore = createRawStore({ s3, bucket: settings.TELEMETRY_BUCKET });
  const blobs = createBlobStore({ s3, bucket: settings.TELEMETRY_BUCKET });
  const documents = createDocumentClient(environment);
  const core = { documents, tableName: settings.CORE_TABLE };
  const auth = createAuthPorts(environment, logger);
  const rollups = { documents, tableName: settings.ROLLUPS_TABLE };
  const counter = createAcceptedCounter({ ...rollups, logger });
  const projects = createCachedProjects(createProjectRepository(core));
  const archive = createRawArchive({ store: rawStore, projects, logger, clock: systemClock });
  const deletionQueue = createDeletionQueue(sqs, settings.DELETION_QUEUE_URL);
  return {
    ...auth,
    logger,
    blobs,
    clock: systemClock,
    archive,
    replaying: {
      replays: createReplayRepository(core),
      replayQueue: createReplayQueue(sqs, settings.REPLAY_QUEUE_URL),
      rawStore,
    },
    annotations: createAnnotationPorts({
      documents,
      tracesTable: settings.TRACES_TABLE,
      projects,
      clock: systemClock,
      archive,
      deletionQueue,
      logger,
    }),
    deleting: { deletions: createTraceDeletionRepository(core), deletionQueue },
    overrides: createCachedOverrides(core),
    ingestion: { counts: createIngestionCounts(rollups), results: createIngestionResults(rollups) },
    rollups: createRollupRepository(rollups),
    views: createSavedViews(core),
    traces: createTraceRepository({ documents, tableName: settings.TRACES_TABLE, blobs, logger }),
    sink: createTelemetrySink({
      sqs,
      s3,
      queueUrl: settings.INGESTION_QUEUE_URL,
      bucket: settings.TELEMETRY_BUCKET,
      logger,
      clock: systemClock,
      flushAfterMs: 0,
      counter,
    }),
    async flush() {
      await Promise.all([auth.flush(), counter.flush()]);
    },
  };
}
