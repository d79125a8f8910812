import type { ChangeContext } from './audit-log.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import type { ProviderItem } from './provider-item.ts';
import { assertRoomForKey, describeKey, keyAudit } from './provider-key-steps.ts';
import { storeKey } from './store-key.ts';

export interface KeyToAdd {
  apiKey: string;
  name: string | undefined;
  weight: number;
}

export async function addProviderKey(
  ports: ConnectionPorts,
  item: ProviderItem,
  key: KeyToAdd,
  context: ChangeContext,
) {
  assertRoomForKey(item);
  const { credential } = await storeKey(ports, item, {
    ...key,
    name: key.name ?? `Key ${item.credentials.length + 1}`,
    switchTo: (added) => ({
      change: { credentials: [...item.credentials, added] },
      audit: keyAudit('provider.key_added', { before: null, after: describeKey(added), context }),
    }),
  });
  return credential;
}
