import { type CredentialItem, newCredential } from './credential-item.ts';
import { forgetSecrets } from './forget-secrets.ts';
import { changedConcurrently, lostRace } from './provider-conflicts.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import type { ProviderItem } from './provider-item.ts';
import type { ProviderAudit, ProviderItemChange } from './providers.ts';

export interface KeySwitch {
  change: ProviderItemChange & { credentials: CredentialItem[] };
  audit: ProviderAudit;
}

export interface NewKey extends Pick<CredentialItem, 'name' | 'weight'> {
  apiKey: string;
  /** What the item becomes with the new key in it. Keys that it leaves out are deleted at once. */
  switchTo(credential: CredentialItem): KeySwitch;
}

/** Note the new name, write the secret, switch over, delete the secrets that fell out of use, forget their names. */
export async function storeKey(ports: ConnectionPorts, item: ProviderItem, key: NewKey) {
  const { providers, secrets, clock, ids } = ports;
  const secretName = secrets.newName(item.projectId, item.id);
  const noted = [...item.unsettledSecrets, { secretName, since: clock() }];
  const claimed = await providers.change(item, { unsettledSecrets: noted }, null);
  if (!claimed) throw changedConcurrently();
  await secrets.put(secretName, key.apiKey);
  const { name, weight, apiKey } = key;
  const credential = newCredential({ id: ids(), name, weight, apiKey, secretName, createdAt: clock() });
  const { change, audit } = key.switchTo(credential);
  const dropped = secretsLeftOut(item, change.credentials);
  const unsettledSecrets = [...item.unsettledSecrets, ...dropped.map((each) => ({ secretName: each, since: clock() }))];
  const switched = await providers.change(claimed, { ...change, updatedAt: clock(), unsettledSecrets }, audit);
  if (!switched) throw await lostRace(secrets, secretName);
  return { item: await forgetSecrets(ports, switched, dropped), credential };
}

/** The secrets of the keys that are no longer among an item's. */
export function secretsLeftOut(item: ProviderItem, kept: readonly CredentialItem[]): string[] {
  const names = new Set(kept.map(({ secretName }) => secretName));
  return item.credentials.map(({ secretName }) => secretName).filter((name) => !names.has(name));
}
