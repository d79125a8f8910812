import type { revokeKey } from '../../shared/contract/keys.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { ApiKeyRecord } from '../../shared/storage/api-key-record.ts';
import type { IdentityPorts } from './app.ts';

/** Ends a key. Whoever may write may revoke any key: in an emergency nobody should have to find an administrator. */
export function handleRevokeKey({ keys, clock }: IdentityPorts): Handler<typeof revokeKey> {
  return async ({ projectId, params: { keyId }, principal, requestId }) => {
    const decide = ({ revokedAt }: ApiKeyRecord) => ({
      revokedAt: revokedAt ?? clock(),
      previousSecretHash: null,
      previousSecretExpiresAt: null,
    });
    const context = changeContextOf(principal, requestId);
    const record = await keys.change({ projectId, keyId, action: 'key.revoked', decide }, context);
    if (!record) throw new NotFoundError('The key');
  };
}
