import type { Scope } from '../../../shared/contract/access.ts';
import { parseApiKey } from '../../../shared/identity/api-key-format.ts';
import { issueApiKey } from '../../../shared/identity/issue-api-key.ts';
import type { Pepper } from '../../../shared/identity/pepper.ts';
import { hashSecret } from '../../../shared/identity/secret-hash.ts';
import { statusOf } from '../../../shared/storage/api-key-record.ts';
import type { ApiKeyRepository } from '../../../shared/storage/api-keys.ts';
import type { ChangeContext } from '../../../shared/storage/audit-log.ts';

const stage = 'local';
const scopes: Scope[] = ['gateway', 'ingest', 'read', 'write'];

interface SeedKeyInput {
  keys: ApiKeyRepository;
  pepper: Pepper;
  projectId: string;
  createdBy: string;
  context: ChangeContext;
  now: number;
}

/** The key that was there before, if it still works; else a new one. */
export async function seedApiKey(existing: string | null, input: SeedKeyInput): Promise<string> {
  if (existing !== null && (await isUsable(existing, input))) return existing;
  return await createApiKey(input);
}

async function isUsable(text: string, { keys, pepper, projectId, now }: SeedKeyInput): Promise<boolean> {
  const parts = parseApiKey(text);
  if (parts === null) return false;
  const record = await keys.find(parts.keyId);
  if (record === null || record.projectId !== projectId || statusOf(record, now) !== 'active') return false;
  return record.secretHash === hashSecret(await pepper(), parts.keyId, parts.secret);
}

async function createApiKey({ keys, pepper, projectId, createdBy, context, now }: SeedKeyInput): Promise<string> {
  const { record, secret } = await issueApiKey(
    { stage, pepper, clock: () => now },
    { projectId, name: 'Local stage', scopes, allowedModels: null, expiresAt: null, createdBy },
  );
  await keys.create(record, context);
  return secret;
}
