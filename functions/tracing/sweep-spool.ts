import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Logger } from '../../shared/observability/logger.ts';
import { spoolPrefix } from '../../shared/telemetry/create-message-sender.ts';
import { mapConcurrently } from '../../shared/telemetry/map-concurrently.ts';

export interface SpoolSweeperPorts {
  s3: S3Client;
  sqs: SQSClient;
  bucket: string;
  queueUrl: string;
  logger: Logger;
}

/** One run takes so many; the next, five minutes later, goes on. */
const maxObjects = 2000;
const concurrentObjects = 8;

/**
 * Puts what the queue once refused into the queue. An object goes only after its message is accepted: a sweep that dies
 * in between sends it again, which changes nothing.
 */
export async function sweepSpool(ports: SpoolSweeperPorts): Promise<number> {
  let sweptCount = 0;
  let token: string | undefined;
  do {
    const page = await ports.s3.send(
      new ListObjectsV2Command({ Bucket: ports.bucket, Prefix: spoolPrefix, ContinuationToken: token }),
    );
    const keys = (page.Contents ?? []).flatMap((object) => object.Key ?? []);
    await mapConcurrently(keys, concurrentObjects, (key) => recover(key, ports));
    sweptCount += keys.length;
    token = page.NextContinuationToken;
  } while (token !== undefined && sweptCount < maxObjects);
  if (sweptCount > 0) ports.logger.info('ingestion.spool.recovered', { sweptCount });
  return sweptCount;
}

async function recover(key: string, { s3, sqs, bucket, queueUrl }: SpoolSweeperPorts): Promise<void> {
  const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const body = (await object.Body?.transformToString('utf-8')) ?? '';
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}
