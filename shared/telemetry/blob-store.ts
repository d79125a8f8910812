import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Objects in the telemetry bucket: claims, spooled messages, payloads and packs that are too large for a table item. */
export interface BlobStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null if there is no such object. */
  get(key: string): Promise<Uint8Array | null>;
}

export interface BlobStorePorts {
  s3: S3Client;
  bucket: string;
}

export function createBlobStore({ s3, bucket }: BlobStorePorts): BlobStore {
  return {
    async put(key, bytes) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
    },
    async get(key) {
      try {
        const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return object.Body === undefined ? null : await object.Body.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
  };
}
