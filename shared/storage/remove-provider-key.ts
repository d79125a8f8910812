import { ConflictError } from '../http/errors.ts';
import type { ChangeContext } from './audit-log.ts';
import { forgetSecrets } from './forget-secrets.ts';
import { changedConcurrently } from './provider-conflicts.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import type { ProviderItem } from './provider-item.ts';
import { describeKey, findKey, keyAudit } from './provider-key-steps.ts';
import { secretsLeftOut } from './store-key.ts';

export async function removeProviderKey(
  ports: ConnectionPorts,
  item: ProviderItem,
  keyId: string,
  context: ChangeContext,
) {
  const key = findKey(item, keyId);
  const credentials = item.credentials.filter((each) => each.id !== keyId);
  if (!credentials.some(({ state }) => state === 'active')) {
    throw new ConflictError('A provider keeps its last key: rotate it, or disconnect the provider.', 'last_key');
  }
  const dropped = secretsLeftOut(item, credentials);
  const now = ports.clock();
  const unsettledSecrets = [...item.unsettledSecrets, ...dropped.map((secretName) => ({ secretName, since: now }))];
  const removed = await ports.providers.change(
    item,
    { credentials, unsettledSecrets, updatedAt: now },
    keyAudit('provider.key_removed', { before: describeKey(key), after: null, context }),
  );
  if (!removed) throw changedConcurrently();
  await forgetSecrets(ports, removed, dropped);
}
