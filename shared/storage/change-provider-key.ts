import type { ChangeContext } from './audit-log.ts';
import { changedFields } from './changed-fields.ts';
import type { CredentialItem } from './credential-item.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import type { ProviderItem } from './provider-item.ts';
import { findKey, keyAudit, writeKey } from './provider-key-steps.ts';

export interface KeyChange {
  keyId: string;
  change: { name?: string | undefined; weight?: number | undefined };
}

export async function changeProviderKey(
  ports: ConnectionPorts,
  item: ProviderItem,
  { keyId, change }: KeyChange,
  context: ChangeContext,
) {
  const key = findKey(item, keyId);
  const changed = changedFields<{ name: string; weight: number }>(key, change as Partial<CredentialItem>);
  if (!changed) return key;
  const next = { ...key, ...changed.after };
  const before = { keyId, ...changed.before };
  const after = { keyId, ...changed.after };
  await writeKey(ports, item, next, keyAudit('provider.key_updated', { before, after, context }));
  return next;
}
