import { ConflictError } from '../http/errors.ts';
import type { ChangeContext } from './audit-log.ts';
import { changedFields } from './changed-fields.ts';
import type { ProviderDraft } from './connect-provider.ts';
import { changedConcurrently } from './provider-conflicts.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import { keyHintOfItem, type ProviderItem } from './provider-item.ts';
import { storeKey } from './store-key.ts';

type ChangeableField = 'name' | 'baseUrl' | 'models' | 'region' | 'apiVersion';

export interface ProviderChange {
  projectId: string;
  providerId: string;
  change: { [K in ChangeableField]?: ProviderDraft[K] | undefined } & { apiKey?: string | undefined };
}

type Fields = Partial<Pick<ProviderDraft, ChangeableField>>;

export async function changeProvider(
  ports: ConnectionPorts,
  item: ProviderItem,
  { apiKey, ...change }: ProviderChange['change'],
  context: ChangeContext,
): Promise<ProviderItem> {
  const changed = changedFields<Fields>(item, change as Fields);
  if (apiKey !== undefined) return await replaceKey(ports, item, { apiKey, changed, context });
  if (!changed) return item;
  const update = { ...changed.after, updatedAt: ports.clock() };
  const written = await ports.providers.change(item, update, { action: 'provider.updated', ...changed, context });
  if (!written) throw changedConcurrently();
  return written;
}

interface KeyReplacement {
  apiKey: string;
  changed: ReturnType<typeof changedFields>;
  context: ChangeContext;
}

/** At once and without overlap: the old key may be one that leaked. */
async function replaceKey(ports: ConnectionPorts, item: ProviderItem, { apiKey, changed, context }: KeyReplacement) {
  if (item.credentials.length > 1) {
    throw new ConflictError(
      `"${item.id}" has several keys: add, rotate or remove them one by one below /keys.`,
      'several_keys',
    );
  }
  const { name = 'Key', weight = 1 } = item.credentials[0] ?? {};
  const stored = await storeKey(ports, item, {
    name,
    weight,
    apiKey,
    switchTo: (credential) => ({
      change: { ...changed?.after, credentials: [credential] },
      audit: {
        action: 'provider.updated',
        // Named even where both keys end alike: the key is another one.
        before: { ...changed?.before, keyHint: keyHintOfItem(item) },
        after: { ...changed?.after, keyHint: credential.hint },
        context,
      },
    }),
  });
  return stored.item;
}
