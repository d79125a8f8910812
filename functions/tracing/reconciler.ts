import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { metricsNamespace, reconcilerService, reconciliationMetrics } from '../../shared/observability/metric-names.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createIngestionCounts } from '../../shared/storage/ingestion-counts.ts';
import { createIngestionResults } from '../../shared/storage/ingestion-counts-results.ts';
import { createTraceRepository } from '../../shared/storage/trace-repository.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { createLambda } from './create-lambda.ts';
import { reconcilerEnvironmentSchema } from './environment.ts';
import { readsBack } from './reconciliation/read-back.ts';
import { type ReconcilerPorts, reconcile } from './reconciliation/reconcile.ts';

/** Ends before the function's time is up, so that what was found is published. */
const maxRunMilliseconds = 180_000;

function createReconcilerPorts(environment: Environment): ReconcilerPorts {
  const settings = parseInput('config', reconcilerEnvironmentSchema, environment);
  const logger = createLogger(reconcilerService);
  const documents = createDocumentClient(environment);
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  const store = {
    ...{ documents, tableName: settings.TRACES_TABLE, logger },
    blobs: createBlobStore({ s3, bucket: settings.TELEMETRY_BUCKET }),
  };
  const traces = createTraceRepository(store);
  const rollups = { documents, tableName: settings.ROLLUPS_TABLE };
  return {
    counts: createIngestionCounts(rollups),
    results: createIngestionResults(rollups),
    readsBack: (projectId, traceId) => readsBack(projectId, traceId, { ...store, traces }),
    clock: systemClock,
    logger,
  };
}

const ports = createReconcilerPorts(process.env);
const metrics = new Metrics({ namespace: metricsNamespace, serviceName: reconcilerService });

/** Runs on a schedule. */
export const handler = createLambda(async () => {
  const report = await reconcile(ports, systemClock() + maxRunMilliseconds);
  metrics.addMetric(reconciliationMetrics.missingSpans, MetricUnit.Count, report.missingSpans);
  metrics.addMetric(reconciliationMetrics.surplusSpans, MetricUnit.Count, report.surplusSpans);
  metrics.addMetric(reconciliationMetrics.unreadableTraces, MetricUnit.Count, report.unreadableTraces);
  metrics.addMetric(reconciliationMetrics.waitingHours, MetricUnit.Count, report.waitingCount);
  metrics.publishStoredMetrics();
  return report;
});
