import * as z from 'zod';
import { scopeSchema } from '../contract/access.ts';
import type { ApiKey } from '../contract/keys.ts';
import { apiKeyPrefix } from '../identity/api-key-format.ts';

const time = z.number();

export const apiKeyRecordSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  stage: z.string(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  allowedModels: z.array(z.string()).nullable(),
  /** HMAC of the secret; the secret itself is stored nowhere. */
  secretHash: z.string(),
  /** After a rotation: the secret before, and until when it works. */
  previousSecretHash: z.string().nullable(),
  previousSecretExpiresAt: time.nullable(),
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  lastUsedAt: time.nullable(),
  createdAt: time,
  createdBy: z.string(),
  version: z.number(),
});
/** A key as it is stored. Times are epoch milliseconds. */
export type ApiKeyRecord = z.output<typeof apiKeyRecordSchema>;

export type ApiKeyStatus = ApiKey['status'];

export function statusOf(record: Pick<ApiKeyRecord, 'revokedAt' | 'expiresAt'>, now: number): ApiKeyStatus {
  if (record.revokedAt !== null) return 'revoked';
  return record.expiresAt !== null && record.expiresAt <= now ? 'expired' : 'active';
}

/** What the API shows of a key. */
export function toApiKey(record: ApiKeyRecord, now: number): ApiKey {
  const overlapEnds = record.previousSecretExpiresAt;
  return {
    id: record.id,
    name: record.name,
    prefix: apiKeyPrefix(record.stage, record.id),
    scopes: record.scopes,
    allowedModels: record.allowedModels,
    expiresAt: toTimestamp(record.expiresAt),
    lastUsedAt: toTimestamp(record.lastUsedAt),
    createdAt: new Date(record.createdAt).toISOString(),
    createdBy: record.createdBy,
    status: statusOf(record, now),
    previousSecretExpiresAt: overlapEnds !== null && overlapEnds > now ? toTimestamp(overlapEnds) : null,
  };
}

function toTimestamp(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
