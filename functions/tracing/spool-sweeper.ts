import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';
import { parseInput } from '../../shared/http/parse-input.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createLambda } from './create-lambda.ts';
import { spoolSweeperEnvironmentSchema } from './environment.ts';
import { type SpoolSweeperPorts, sweepSpool } from './sweep-spool.ts';

function createSpoolSweeperPorts(environment: Environment): SpoolSweeperPorts {
  const settings = parseInput('config', spoolSweeperEnvironmentSchema, environment);
  return {
    s3: new S3Client({ ...awsClientConfig(environment), forcePathStyle: true }),
    sqs: new SQSClient(awsClientConfig(environment)),
    bucket: settings.TELEMETRY_BUCKET,
    queueUrl: settings.INGESTION_QUEUE_URL,
    logger: createLogger('tracing-spool-sweeper'),
  };
}

const ports = createSpoolSweeperPorts(process.env);

/** Runs on a schedule. */
export const handler = createLambda(async () => ({ sweptCount: await sweepSpool(ports) }));
