import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { type BlobStore, type BlobStorePorts, createBlobStore } from '../telemetry/blob-store.ts';

/** Items that are too large for the table. Unlike telemetry they are deleted when somebody asks for it. */
export interface ConversationBlobs extends BlobStore {
  /** Nothing happens if there is no such object. */
  remove(key: string): Promise<void>;
}

export function createConversationBlobs(ports: BlobStorePorts): ConversationBlobs {
  return {
    ...createBlobStore(ports),
    async remove(key) {
      await ports.s3.send(new DeleteObjectCommand({ Bucket: ports.bucket, Key: key }));
    },
  };
}
