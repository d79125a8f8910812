import type {
  addProviderKey,
  listProviderKeys,
  removeProviderKey,
  rotateProviderKey,
  testProviderKey,
  updateProviderKey,
} from '../../shared/contract/provider-keys.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { ModelsPorts } from './app.ts';
import { toProviderKey } from './provider-view.ts';
import { requireChangeable } from './require-changeable.ts';
import { testCredential } from './test-credential.ts';

export function handleListProviderKeys(ports: ModelsPorts): Handler<typeof listProviderKeys> {
  return async ({ projectId, params: { providerId } }) => {
    const provider = found(await ports.providers.get(projectId, providerId), providerId);
    return { items: provider.credentials.map(toProviderKey), nextCursor: null };
  };
}

export function handleAddProviderKey(ports: ModelsPorts): Handler<typeof addProviderKey> {
  return async ({ projectId, params: { providerId }, body, principal, requestId }) => {
    await requireChangeable(ports, projectId, providerId);
    const key = { apiKey: body.apiKey, name: body.name, weight: body.weight };
    const context = changeContextOf(principal, requestId);
    return toProviderKey(found(await ports.connections.keys.add({ projectId, providerId }, key, context), providerId));
  };
}

export function handleUpdateProviderKey(ports: ModelsPorts): Handler<typeof updateProviderKey> {
  return async ({ projectId, params: { providerId, keyId }, body: change, principal, requestId }) => {
    await requireChangeable(ports, projectId, providerId);
    const context = changeContextOf(principal, requestId);
    const changed = await ports.connections.keys.change({ projectId, providerId }, { keyId, change }, context);
    return toProviderKey(found(changed, providerId));
  };
}

export function handleRotateProviderKey(ports: ModelsPorts): Handler<typeof rotateProviderKey> {
  return async ({ projectId, params: { providerId, keyId }, body, principal, requestId }) => {
    await requireChangeable(ports, projectId, providerId);
    const context = changeContextOf(principal, requestId);
    const rotated = await ports.connections.keys.rotate({ projectId, providerId }, { keyId, ...body }, context);
    return toProviderKey(found(rotated, providerId));
  };
}

export function handleRemoveProviderKey(ports: ModelsPorts): Handler<typeof removeProviderKey> {
  return async ({ projectId, params: { providerId, keyId }, principal, requestId }) => {
    await requireChangeable(ports, projectId, providerId);
    const context = changeContextOf(principal, requestId);
    found((await ports.connections.keys.remove({ projectId, providerId }, keyId, context)) || null, providerId);
  };
}

/** A managed provider's keys are tested like any other's. */
export function handleTestProviderKey(ports: ModelsPorts): Handler<typeof testProviderKey> {
  return async ({ projectId, params: { providerId, keyId }, principal, requestId }) => {
    const provider = found(await ports.providers.get(projectId, providerId), providerId);
    const credential = provider.credentials.find(({ id }) => id === keyId);
    if (!credential) throw new NotFoundError(`The key "${keyId}" of the provider "${providerId}"`);
    return await testCredential(ports, { provider, credential, context: changeContextOf(principal, requestId) });
  };
}

function found<T>(value: T | null, providerId: string): T {
  if (value === null) throw new NotFoundError(`The provider "${providerId}"`);
  return value;
}
