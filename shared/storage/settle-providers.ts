import type { Clock } from '../runtime/clock.ts';
import type { ProviderSecrets } from '../secrets/provider-secrets.ts';
import type { ChangeContext } from './audit-log.ts';
import { forgetSecrets } from './forget-secrets.ts';
import type { ProviderItem } from './provider-item.ts';
import type { ProviderRepository } from './providers.ts';
import { secretsLeftOut } from './store-key.ts';

interface SettlePorts {
  providers: Pick<ProviderRepository, 'listItems' | 'change' | 'erase'>;
  secrets: ProviderSecrets;
  clock: Clock;
}

/** Longer than any function runs: what is older than this was cut short, and is not merely slow. */
const abandonedAfterMilliseconds = 16 * 60_000;

const retirement: ChangeContext = {
  actor: { kind: 'system', id: 'key-rotation', name: 'Key rotation' },
  requestId: 'key-rotation',
};

/**
 * Finishes what time or a crash has left: keys whose overlap is over, removals, connections that never came about, and
 * secrets that are not in use.
 */
export async function settleProviders(ports: SettlePorts, projectId: string): Promise<void> {
  for (const item of await ports.providers.listItems(projectId)) {
    if (item.state === 'removing' || (item.state === 'connecting' && isAbandoned(ports, item.updatedAt))) {
      await deleteSecrets(ports, item);
      await ports.providers.erase(item);
    } else if (item.state === 'connected') {
      await forgetAbandoned(ports, await retireKeys(ports, item));
    }
  }
}

/** Somebody who changed the item meanwhile settles it in turn. */
async function retireKeys(ports: SettlePorts, item: ProviderItem): Promise<ProviderItem> {
  const now = ports.clock();
  const isOver = ({ retiresAt }: ProviderItem['credentials'][number]) => retiresAt !== null && retiresAt <= now;
  const over = item.credentials.filter(isOver);
  if (over.length === 0) return item;
  const credentials = item.credentials.filter((each) => !isOver(each));
  const dropped = secretsLeftOut(item, credentials);
  const unsettledSecrets = [...item.unsettledSecrets, ...dropped.map((secretName) => ({ secretName, since: now }))];
  const before = { keys: over.map(({ name, hint }) => ({ name, hint })) };
  const audit = { action: 'provider.key_retired', before, after: null, context: retirement } as const;
  const changed = await ports.providers.change(item, { credentials, unsettledSecrets }, audit);
  return changed ? await forgetSecrets(ports, changed, dropped) : item;
}

async function forgetAbandoned(ports: SettlePorts, item: ProviderItem): Promise<void> {
  const abandoned = item.unsettledSecrets.filter((each) => isAbandoned(ports, each.since));
  const names = abandoned.map(({ secretName }) => secretName);
  await forgetSecrets(ports, item, names);
}

function isAbandoned({ clock }: SettlePorts, since: number): boolean {
  return clock() - since > abandonedAfterMilliseconds;
}

async function deleteSecrets({ secrets }: SettlePorts, item: ProviderItem): Promise<void> {
  for (const { secretName } of [...item.unsettledSecrets, ...item.credentials]) await secrets.delete(secretName);
}
