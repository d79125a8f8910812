import { DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { retentionClasses } from '../../../shared/storage/retention-class.ts';
import { mapConcurrently } from '../../../shared/telemetry/map-concurrently.ts';
import { payloadPrefixOf } from '../../../shared/telemetry/payload-key.ts';

export interface TraceObjects {
  /** Deletes all large inputs, outputs and packs of a trace, known or not; answers how many. */
  removeAll(projectId: string, traceId: string): Promise<number>;
}

const concurrentRequests = 16;

export function createTraceObjects({ s3, bucket }: { s3: S3Client; bucket: string }): TraceObjects {
  return {
    async removeAll(projectId, traceId) {
      // A project may have kept things for another time when a span came.
      const prefixes = retentionClasses.map((retentionDays) => payloadPrefixOf({ projectId, traceId, retentionDays }));
      const found = await mapConcurrently(prefixes, concurrentRequests, async (prefix) => await listKeys(prefix));
      const keys = found.flat();
      // The bucket keeps no versions: what is deleted is gone.
      await mapConcurrently(keys, concurrentRequests, async (Key) => {
        await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      });
      return keys.length;
    },
  };

  async function listKeys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
      );
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return keys;
  }
}
