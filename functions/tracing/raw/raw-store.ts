import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { RetentionClass } from '../../../shared/storage/retention-class.ts';

/** A request as it was received, with what is needed to read it again. */
export interface RawObject {
  body: Uint8Array;
  contentType: string;
  contentEncoding: string;
  /** The path it was sent to, which decides the format; of what the gateway recorded, `recordsPath`. */
  path: string;
  /** The API key that sent it; null for a person. */
  keyId: string | null;
  /** For how long what it speaks of is kept, from when it came: no replay reads it after that. */
  retentionDays: number;
  /** For how long at most its bytes stay, where that is longer: what is said of an old trace expires in a class that covers it. */
  keptDays?: number;
}

export interface RawPage {
  objects: { key: string; bytes: number }[];
  /** Whether there are more after these. */
  isLast: boolean;
}

/** Telemetry as received, in the telemetry bucket. */
export interface RawStore {
  /** `lifetime` is the lifecycle class in which it expires, if its bucket does not forget it before. */
  put(key: string, object: RawObject, lifetime: RetentionClass): Promise<void>;
  /** Null if there is no such object. */
  get(key: string): Promise<RawObject | null>;
  remove(key: string): Promise<void>;
  /** Keys below a prefix that sort after one, at most 1,000. */
  list(prefix: string, after: string | null, limit?: number): Promise<RawPage>;
}

export interface RawStorePorts {
  s3: S3Client;
  bucket: string;
}

export const lifetimeTag = 'days';

export function createRawStore({ s3, bucket }: RawStorePorts): RawStore {
  return {
    async put(key, object, lifetime) {
      const Metadata = toMetadata(object);
      const Tagging = `${lifetimeTag}=${lifetime}`;
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: object.body, Metadata, Tagging }));
    },
    async get(key) {
      try {
        return await toRawObject(await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    async remove(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    async list(prefix, after, limit = 1000) {
      const range = { Prefix: prefix, MaxKeys: limit, ...(after === null ? {} : { StartAfter: after }) };
      const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, ...range }));
      const objects = (page.Contents ?? []).flatMap(({ Key, Size }) => (Key ? { key: Key, bytes: Size ?? 0 } : []));
      return { objects, isLast: page.IsTruncated !== true };
    },
  };
}

/** Not in the headers of the same names: those would make clients unpack the body. */
function toMetadata({ contentType, contentEncoding, path, keyId, ...kept }: RawObject): Record<string, string> {
  return {
    'received-type': contentType,
    'received-encoding': contentEncoding,
    path,
    ...(keyId === null ? {} : { 'key-id': keyId }),
    'retention-days': String(kept.retentionDays),
    ...(kept.keptDays === undefined ? {} : { 'kept-days': String(kept.keptDays) }),
  };
}

async function toRawObject({ Body, Metadata = {} }: GetObjectCommandOutput): Promise<RawObject | null> {
  if (Body === undefined) return null;
  return {
    body: await Body.transformToByteArray(),
    contentType: Metadata['received-type'] ?? 'application/json',
    contentEncoding: Metadata['received-encoding'] ?? 'identity',
    path: Metadata['path'] ?? '',
    keyId: Metadata['key-id'] ?? null,
    retentionDays: Number(Metadata['retention-days'] ?? 1),
    ...(Metadata['kept-days'] === undefined ? {} : { keptDays: Number(Metadata['kept-days']) }),
  };
}
