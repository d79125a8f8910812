import { DeleteObjectsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { awsClientConfig } from '../../shared/aws/client-config.ts';
import type { StageName } from '../config.ts';
import { stacksOf } from './require-unprotected.ts';

const bucketOutputs = new Set(['TelemetryBucket', 'ConsoleBucket']);

/** CloudFormation cannot delete a bucket that holds something. */
export async function emptyBuckets(stage: StageName, environment: NodeJS.ProcessEnv): Promise<void> {
  const outputs = (await stacksOf(stage, environment)).flatMap((stack) => stack.Outputs ?? []);
  const client = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  for (const { OutputKey, OutputValue } of outputs) {
    if (OutputKey !== undefined && bucketOutputs.has(OutputKey) && OutputValue !== undefined) {
      await emptyBucket(client, OutputValue);
    }
  }
}

async function emptyBucket(client: S3Client, bucket: string): Promise<void> {
  for (;;) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [{ Key }]));
    if (keys.length === 0) return;
    await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } }));
  }
}
