import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClientConfig, type Environment } from '../../shared/aws/client-config.ts';

export interface Telemetry {
  s3: S3Client;
  sqs: SQSClient;
  bucket: string;
  queueUrl: string;
}

/** A fresh bucket and a fresh queue on the emulator. */
export async function createTelemetry(environment: Environment): Promise<Telemetry> {
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  const sqs = new SQSClient(awsClientConfig(environment));
  const bucket = `telemetry-${randomUUID()}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `ingestion-${randomUUID()}` }));
  return { s3, sqs, bucket, queueUrl: QueueUrl };
}
