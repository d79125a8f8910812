import { ConflictError } from '../http/errors.ts';
import type { ChangeContext } from './audit-log.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import type { ProviderItem } from './provider-item.ts';
import { assertRoomForKey, describeKey, findKey, keyAudit } from './provider-key-steps.ts';
import { storeKey } from './store-key.ts';

export interface KeyRotation {
  keyId: string;
  apiKey: string;
  overlapHours: number;
}

/** The new key takes the old one's place; the old one is kept for calls that hold it already. */
export async function rotateProviderKey(
  ports: ConnectionPorts,
  item: ProviderItem,
  rotation: KeyRotation,
  context: ChangeContext,
) {
  const old = findKey(item, rotation.keyId);
  if (old.state === 'retiring') {
    throw new ConflictError(
      `The key "${old.name}" was replaced already; rotate the one that took its place.`,
      'key_retiring',
    );
  }
  if (rotation.overlapHours > 0) assertRoomForKey(item);
  const retiresAt = ports.clock() + rotation.overlapHours * 3_600_000;
  const kept = rotation.overlapHours > 0 ? [{ ...old, state: 'retiring' as const, retiresAt }] : [];
  const { credential } = await storeKey(ports, item, {
    name: old.name,
    weight: old.weight,
    apiKey: rotation.apiKey,
    switchTo: (added) => ({
      change: { credentials: item.credentials.flatMap((each) => (each.id === old.id ? [added, ...kept] : [each])) },
      audit: keyAudit('provider.key_rotated', {
        before: describeKey(old),
        after: { ...describeKey(added), overlapHours: rotation.overlapHours },
        context,
      }),
    }),
  });
  return credential;
}
