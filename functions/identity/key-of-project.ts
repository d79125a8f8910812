import { ConflictError, NotFoundError } from '../../shared/http/errors.ts';
import type { ApiKeyRecord } from '../../shared/storage/api-key-record.ts';
import type { IdentityPorts } from './app.ts';

/** The key, if it is the project's; a key of another project is answered like one that does not exist. */
export async function keyOfProject(
  { keys }: Pick<IdentityPorts, 'keys'>,
  projectId: string,
  keyId: string,
): Promise<ApiKeyRecord> {
  const record = await keys.find(keyId);
  if (record?.projectId !== projectId) throw new NotFoundError('The key');
  return record;
}

export function refuseRevoked({ revokedAt, name }: ApiKeyRecord): void {
  if (revokedAt !== null) throw new ConflictError(`The key "${name}" was revoked. Create a new one.`, 'key_revoked');
}
