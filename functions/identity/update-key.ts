import type { updateKey } from '../../shared/contract/keys.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import { withoutUndefined } from '../../shared/runtime/without-undefined.ts';
import { type ApiKeyRecord, toApiKey } from '../../shared/storage/api-key-record.ts';
import type { IdentityPorts } from './app.ts';
import { parseExpiry } from './expiry.ts';
import { keyOfProject, refuseRevoked } from './key-of-project.ts';
import { refuseGreaterGrant } from './refuse-greater-grant.ts';

/** Changes a key that the caller could have created, to one that they could create. */
export function handleUpdateKey(ports: IdentityPorts): Handler<typeof updateKey> {
  return async ({ projectId, params: { keyId }, body, principal, role, requestId }) => {
    const { expiresAt, ...rest } = body;
    const change: Partial<ApiKeyRecord> = {
      ...withoutUndefined(rest),
      ...(expiresAt === undefined ? {} : { expiresAt: parseExpiry(expiresAt, ports.clock()) }),
    };
    const current = await keyOfProject(ports, projectId, keyId);
    await refuseGreaterGrant(ports, { principal, role }, current);
    await refuseGreaterGrant(ports, { principal, role }, { ...current, ...change });
    const decide = (record: ApiKeyRecord) => {
      refuseRevoked(record);
      return change;
    };
    const context = changeContextOf(principal, requestId);
    const record = await ports.keys.change({ projectId, keyId, action: 'key.updated', decide }, context);
    if (!record) throw new NotFoundError('The key');
    return toApiKey(record, ports.clock());
  };
}
