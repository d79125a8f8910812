import { maxProviderKeys } from '../contract/provider-keys.ts';
import { ConflictError, NotFoundError } from '../http/errors.ts';
import type { CredentialItem } from './credential-item.ts';
import { changedConcurrently } from './provider-conflicts.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import type { ProviderItem } from './provider-item.ts';
import type { ProviderAction, ProviderAudit } from './providers.ts';

export function findKey({ id, credentials }: ProviderItem, keyId: string): CredentialItem {
  const key = credentials.find((each) => each.id === keyId);
  if (!key) throw new NotFoundError(`The key "${keyId}" of the provider "${id}"`);
  return key;
}

export function assertRoomForKey({ credentials }: ProviderItem): void {
  if (credentials.length < maxProviderKeys) return;
  throw new ConflictError(`A provider has at most ${maxProviderKeys} keys, retiring ones included.`, 'too_many_keys');
}

/** What an audit entry says of a key: never the key. */
export function describeKey({ id, name, hint, weight }: CredentialItem): Record<string, unknown> {
  return { keyId: id, name, keyHint: hint, weight };
}

export function keyAudit(action: ProviderAction, rest: Omit<ProviderAudit, 'action'>): ProviderAudit {
  return { action, ...rest };
}

/** Writes one key's fields, its secret aside. */
export async function writeKey(ports: ConnectionPorts, item: ProviderItem, key: CredentialItem, audit: ProviderAudit) {
  const credentials = item.credentials.map((each) => (each.id === key.id ? key : each));
  const written = await ports.providers.change(item, { credentials, updatedAt: ports.clock() }, audit);
  if (!written) throw changedConcurrently();
}
