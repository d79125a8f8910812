import type { ChangeContext } from './audit-log.ts';
import { changedFields } from './changed-fields.ts';
import type { ProviderDraft } from './connect-provider.ts';
import { keyHintOf } from './key-hint.ts';
import { changedConcurrently, lostRace } from './provider-conflicts.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import type { ProviderItem } from './provider-item.ts';

export interface ProviderChange {
  projectId: string;
  providerId: string;
  change: { [K in 'name' | 'baseUrl' | 'models']?: ProviderDraft[K] | undefined } & { apiKey?: string | undefined };
}

type Fields = Partial<Pick<ProviderDraft, 'name' | 'baseUrl' | 'models'>>;

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

/** Note the new name, write the secret, switch over, delete the old secret, forget its name. */
async function replaceKey(ports: ConnectionPorts, item: ProviderItem, { apiKey, changed, context }: KeyReplacement) {
  const { providers, secrets, clock } = ports;
  const secretName = secrets.newName(item.projectId, item.id);
  const noted = [...item.unsettledSecrets, { secretName, since: clock() }];
  const claimed = await providers.change(item, { unsettledSecrets: noted }, null);
  if (!claimed) throw changedConcurrently();
  await secrets.put(secretName, apiKey);
  const old = item.secretName === null ? [] : [{ secretName: item.secretName, since: clock() }];
  const keyHint = keyHintOf(apiKey);
  const switched = await providers.change(
    claimed,
    {
      ...changed?.after,
      secretName,
      keyHint,
      updatedAt: clock(),
      unsettledSecrets: [...item.unsettledSecrets, ...old],
    },
    {
      action: 'provider.updated',
      // Named even where both keys end alike: the key is another one.
      before: { ...changed?.before, keyHint: item.keyHint },
      after: { ...changed?.after, keyHint },
      context,
    },
  );
  if (!switched) throw await lostRace(secrets, secretName);
  for (const each of old) await secrets.delete(each.secretName);
  return (await providers.change(switched, { unsettledSecrets: item.unsettledSecrets }, null)) ?? switched;
}
