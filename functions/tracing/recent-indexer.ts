import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../shared/aws/document-client.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { metricsNamespace, recentIndexerService, recentTextMetrics } from '../../shared/observability/metric-names.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { systemIds } from '../../shared/runtime/ids.ts';
import { createIngestionCounts } from '../../shared/storage/ingestion-counts.ts';
import { createRecentTexts } from '../../shared/storage/recent-texts.ts';
import { createTraceDigests } from '../../shared/storage/trace-digests.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { createLambda } from './create-lambda.ts';
import { recentIndexerEnvironmentSchema } from './environment.ts';
import { indexRecentTexts, type RecentTextsPorts } from './recent-texts/index-recent-texts.ts';

/** The next run begins a minute after this one. */
const maxRunMilliseconds = 50_000;

function createPorts(environment: Environment): RecentTextsPorts {
  const settings = parseInput('config', recentIndexerEnvironmentSchema, environment);
  const documents = createDocumentClient(environment);
  const traces = { documents, tableName: settings.TRACES_TABLE };
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  return {
    ...traces,
    blobs: createBlobStore({ s3, bucket: settings.TELEMETRY_BUCKET }),
    recent: createRecentTexts(traces),
    digests: createTraceDigests(traces),
    counts: createIngestionCounts({ documents, tableName: settings.ROLLUPS_TABLE }),
    clock: systemClock,
    ids: systemIds,
    logger: createLogger(recentIndexerService),
  };
}

const ports = createPorts(process.env);
const metrics = new Metrics({ namespace: metricsNamespace, serviceName: recentIndexerService });

/** Runs on a schedule. */
export const handler = createLambda(async () => {
  const report = await indexRecentTexts(ports, systemClock() + maxRunMilliseconds);
  metrics.addMetric(recentTextMetrics.waiting, MetricUnit.Count, report.waitingCount);
  metrics.publishStoredMetrics();
  // Raises the alarm for errors; until the next run searches read these traces one by one.
  if (report.failedCount > 0) throw new Error(`Text of ${report.failedCount} projects could not be indexed.`);
  return report;
});
