import type { CredentialRecord } from '../contract/providers.ts';
import { addProviderKey, type KeyToAdd } from './add-provider-key.ts';
import type { ChangeContext } from './audit-log.ts';
import { changeProviderKey, type KeyChange } from './change-provider-key.ts';
import { type CredentialItem, toCredentialRecord } from './credential-item.ts';
import { type KeyTest, noteKeyTest } from './note-key-test.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import type { ProviderItem } from './provider-item.ts';
import { removeProviderKey } from './remove-provider-key.ts';
import { type KeyRotation, rotateProviderKey } from './rotate-provider-key.ts';
import { settleProviders } from './settle-providers.ts';

export interface ProviderRef {
  projectId: string;
  providerId: string;
}

/** The keys of one provider. All answer null (or false) if there is no such provider, and throw if no such key. */
export interface ProviderKeyRing {
  add(provider: ProviderRef, key: KeyToAdd, context: ChangeContext): Promise<CredentialRecord | null>;
  change(provider: ProviderRef, change: KeyChange, context: ChangeContext): Promise<CredentialRecord | null>;
  rotate(provider: ProviderRef, rotation: KeyRotation, context: ChangeContext): Promise<CredentialRecord | null>;
  remove(provider: ProviderRef, keyId: string, context: ChangeContext): Promise<boolean>;
  noteTest(provider: ProviderRef, test: KeyTest, context: ChangeContext): Promise<boolean>;
}

export function createProviderKeyRing(ports: ConnectionPorts): ProviderKeyRing {
  const withItem = async <T>({ projectId, providerId }: ProviderRef, use: (item: ProviderItem) => Promise<T>) => {
    await settleProviders(ports, projectId);
    const item = await ports.providers.findItem(projectId, providerId);
    return item?.state === 'connected' ? await use(item) : null;
  };
  return {
    add: async (ref, key, context) =>
      recordOf(await withItem(ref, (item) => addProviderKey(ports, item, key, context))),
    change: async (ref, change, context) =>
      recordOf(await withItem(ref, (item) => changeProviderKey(ports, item, change, context))),
    rotate: async (ref, rotation, context) =>
      recordOf(await withItem(ref, (item) => rotateProviderKey(ports, item, rotation, context))),
    remove: (ref, keyId, context) => isThere(withItem(ref, (item) => removeProviderKey(ports, item, keyId, context))),
    noteTest: (ref, test, context) => isThere(withItem(ref, (item) => noteKeyTest(ports, item, test, context))),
  };
}

function recordOf(item: CredentialItem | null): CredentialRecord | null {
  return item && toCredentialRecord(item);
}

async function isThere(done: Promise<unknown>): Promise<boolean> {
  return (await done) !== null;
}
