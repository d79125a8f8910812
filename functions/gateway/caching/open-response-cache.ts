import { S3Client } from '@aws-sdk/client-s3';
import { awsClientConfig, type Environment } from '../../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import {
  createResponseCache,
  defaultCacheTimes,
  type ResponseCache,
} from '../../../shared/caching/create-response-cache.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { systemIds } from '../../../shared/runtime/ids.ts';
import { createBlobStore } from '../../../shared/telemetry/blob-store.ts';

interface ResponseCacheSettings {
  CORE_TABLE: string;
  ROLLUPS_TABLE: string;
  TELEMETRY_BUCKET: string;
}

/** The cache of answers with what it needs of AWS. */
export function openResponseCache(environment: Environment, settings: ResponseCacheSettings): ResponseCache {
  const s3 = new S3Client({ ...awsClientConfig(environment), forcePathStyle: true });
  return createResponseCache({
    documents: createDocumentClient(environment),
    coreTable: settings.CORE_TABLE,
    rollupsTable: settings.ROLLUPS_TABLE,
    blobs: createBlobStore({ s3, bucket: settings.TELEMETRY_BUCKET }),
    clock: systemClock,
    monotonic: () => performance.now(),
    ids: systemIds,
    random: Math.random,
    times: defaultCacheTimes,
  });
}
