import type { rotateKey } from '../../shared/contract/keys.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import { issueSecret } from '../../shared/identity/issue-api-key.ts';
import { type ApiKeyRecord, toApiKey } from '../../shared/storage/api-key-record.ts';
import type { IdentityPorts } from './app.ts';
import { keyOfProject, refuseRevoked } from './key-of-project.ts';
import { refuseGreaterGrant } from './refuse-greater-grant.ts';

/**
 * Gives a key a new secret. Who gets the secret gets what the key may do, so only those may rotate a key who could have
 * created it. At most two secrets are valid: rotating again within the overlap ends the oldest.
 */
export function handleRotateKey(ports: IdentityPorts): Handler<typeof rotateKey> {
  return async ({ projectId, params: { keyId }, body, principal, role, requestId }) => {
    const current = await keyOfProject(ports, projectId, keyId);
    await refuseGreaterGrant(ports, { principal, role }, current);
    const { secret, secretHash } = await issueSecret(ports, keyId);
    const decide = (record: ApiKeyRecord) => {
      refuseRevoked(record);
      return { secretHash, ...overlapOf(record, body.overlapSeconds, ports.clock()) };
    };
    const context = changeContextOf(principal, requestId);
    const record = await ports.keys.change({ projectId, keyId, action: 'key.rotated', decide }, context);
    if (!record) throw new NotFoundError('The key');
    return { key: toApiKey(record, ports.clock()), secret };
  };
}

function overlapOf({ secretHash }: ApiKeyRecord, seconds: number, now: number) {
  return seconds === 0
    ? { previousSecretHash: null, previousSecretExpiresAt: null }
    : { previousSecretHash: secretHash, previousSecretExpiresAt: now + seconds * 1000 };
}
