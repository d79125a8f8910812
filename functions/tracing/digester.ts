import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { createDocumentClient, type DynamoDBDocumentClient } from '../../shared/aws/document-client.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { digesterService, digestMetrics, metricsNamespace } from '../../shared/observability/metric-names.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { systemIds } from '../../shared/runtime/ids.ts';
import { createIngestionCounts } from '../../shared/storage/ingestion-counts.ts';
import { createDigestMarks } from '../../shared/storage/ingestion-counts-digests.ts';
import { createFenceKeeper } from '../../shared/storage/trace-digest-fence.ts';
import { millisecondsPerHour } from '../../shared/storage/trace-digest-keys.ts';
import { createTraceDigests } from '../../shared/storage/trace-digests.ts';
import { createLateDayList } from '../../shared/storage/trace-late-days.ts';
import { createTraceTextDigests } from '../../shared/storage/trace-text-digests.ts';
import { createTextRenewals } from '../../shared/storage/trace-text-renewals.ts';
import { createTextsDue } from '../../shared/storage/trace-texts-due.ts';
import { createBlobStore } from '../../shared/telemetry/blob-store.ts';
import { createLambda } from './create-lambda.ts';
import { type DueTextsPorts, digestDueTexts } from './digests/digest-due-texts.ts';
import { type DigesterPorts, digestHours } from './digests/digest-hours.ts';
import { digestYoungTexts, type YoungTextsPorts } from './digests/digest-young-texts.ts';
import { type RenewTextsPorts, renewTexts } from './digests/renew-texts.ts';
import { digesterEnvironmentSchema } from './environment.ts';

/** After it no hour is begun; the largest one takes less than what is left of the function's time. */
const maxRunMilliseconds = 300_000;
/** Then the text of an hour is left to the next run. */
const maxTextMilliseconds = 480_000;

function createDigesterPorts(
  environment: Environment,
): DigesterPorts & DueTextsPorts & RenewTextsPorts & YoungTextsPorts {
  const settings = parseInput('config', digesterEnvironmentSchema, environment);
  const documents = createDocumentClient(environment);
  const traces = { documents, tableName: settings.TRACES_TABLE };
  const rollups = { documents, tableName: settings.ROLLUPS_TABLE };
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  return {
    ...traces,
    blobs: createBlobStore({ s3, bucket: settings.TELEMETRY_BUCKET }),
    texts: createTraceTextDigests(traces),
    textsDue: createTextsDue(traces),
    renewals: createTextRenewals(traces),
    counts: createIngestionCounts(rollups),
    marks: createDigestMarks(rollups),
    digests: createTraceDigests(traces),
    lateDays: createLateDayList(traces),
    fences: createFenceKeeper({
      ...{ ...traces, ids: systemIds, release: releaseOf(environment) },
      tableMadeAt: () => tableMadeAt(traces),
    }),
    waitMilliseconds: settings.DIGESTS_WAIT_HOURS * millisecondsPerHour,
    clock: systemClock,
    ids: systemIds,
    logger: createLogger(digesterService),
  };
}

async function tableMadeAt({
  documents,
  tableName,
}: {
  documents: DynamoDBDocumentClient;
  tableName: string;
}): Promise<number | null> {
  const { Table } = await documents.send(new DescribeTableCommand({ TableName: tableName }));
  return Table?.CreationDateTime?.getTime() ?? null;
}

/**
 * The number of a published version is never given again, even if the function was deleted meanwhile. Without one, on a laptop,
 * every start counts as another release.
 */
function releaseOf(environment: Environment): string {
  const version = environment['AWS_LAMBDA_FUNCTION_VERSION'];
  return version === undefined || version === '$LATEST' ? systemIds() : version;
}

const ports = createDigesterPorts(process.env);
const metrics = new Metrics({ namespace: metricsNamespace, serviceName: digesterService });

/** Runs on a schedule. */
export const handler = createLambda(async () => {
  const begunAt = systemClock();
  const { young, ...report } = await digestHours(ports, begunAt + maxRunMilliseconds);
  // After all hours, so that text never keeps one from its digest.
  const times = { beginUntil: begunAt + maxRunMilliseconds, deadline: begunAt + maxTextMilliseconds };
  // Of what people look at most, in half of the time, so that no hour waits for its text for good.
  const halfTime = (systemClock() + times.beginUntil) / 2;
  const youngTexts = await digestYoungTexts(young, ports, {
    beginUntil: halfTime,
    deadline: (halfTime + times.beginUntil) / 2,
  });
  const texts = await digestDueTexts(ports, times);
  // What is due has room first.
  const renewedCount = texts.waitingCount === 0 ? await renewTexts(ports, times.beginUntil) : 0;
  metrics.addMetric(digestMetrics.digested, MetricUnit.Count, report.digestedCount);
  metrics.addMetric(digestMetrics.waiting, MetricUnit.Count, report.waitingCount);
  metrics.publishStoredMetrics();
  // Raises the alarm for errors; the next run tries these hours again.
  const failedCount = report.failedCount + texts.failedCount + youngTexts.failedCount;
  if (failedCount > 0) throw new Error(`${failedCount} hours of the trace index could not be digested.`);
  return { ...report, texts: { ...texts, renewedCount }, youngTexts };
});
