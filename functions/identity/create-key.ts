import type { createKey } from '../../shared/contract/keys.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { issueApiKey } from '../../shared/identity/issue-api-key.ts';
import { toApiKey } from '../../shared/storage/api-key-record.ts';
import type { IdentityPorts } from './app.ts';
import { parseExpiry } from './expiry.ts';
import { refuseGreaterGrant } from './refuse-greater-grant.ts';

export function handleCreateKey(ports: IdentityPorts): Handler<typeof createKey> {
  return async ({ projectId, body, principal, role, requestId }) => {
    const context = changeContextOf(principal, requestId);
    const grant = {
      scopes: [...new Set(body.scopes)],
      allowedModels: body.allowedModels,
      expiresAt: parseExpiry(body.expiresAt, ports.clock()),
    };
    await refuseGreaterGrant(ports, { principal, role }, grant);
    const { name: createdBy } = context.actor;
    const { record, secret } = await issueApiKey(ports, { projectId, name: body.name, ...grant, createdBy });
    await ports.keys.create(record, context);
    return { key: toApiKey(record, ports.clock()), secret };
  };
}
