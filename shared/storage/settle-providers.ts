import type { Clock } from '../runtime/clock.ts';
import type { ProviderSecrets } from '../secrets/provider-secrets.ts';
import type { ProviderItem } from './provider-item.ts';
import type { ProviderRepository } from './providers.ts';

interface SettlePorts {
  providers: Pick<ProviderRepository, 'listItems' | 'change' | 'erase'>;
  secrets: Pick<ProviderSecrets, 'delete'>;
  clock: Clock;
}

/** Longer than any function runs: what is older than this was cut short, and is not merely slow. */
const abandonedAfterMilliseconds = 16 * 60_000;

/** Finishes what a crash has cut short: removals, connections that never came about, and keys that are not in use. */
export async function settleProviders(ports: SettlePorts, projectId: string): Promise<void> {
  for (const item of await ports.providers.listItems(projectId)) {
    const abandoned = item.unsettledSecrets.filter((each) => isAbandoned(ports, each.since));
    if (item.state === 'removing' || (item.state === 'connecting' && isAbandoned(ports, item.updatedAt))) {
      await deleteSecrets(ports, item);
      await ports.providers.erase(item);
    } else if (item.state === 'connected' && abandoned.length > 0) {
      for (const { secretName } of abandoned) await ports.secrets.delete(secretName);
      const unsettledSecrets = item.unsettledSecrets.filter((each) => !abandoned.includes(each));
      await ports.providers.change(item, { unsettledSecrets }, null);
    }
  }
}

function isAbandoned({ clock }: SettlePorts, since: number): boolean {
  return clock() - since > abandonedAfterMilliseconds;
}

async function deleteSecrets({ secrets }: SettlePorts, item: ProviderItem): Promise<void> {
  const names = [...item.unsettledSecrets.map((each) => each.secretName), item.secretName];
  for (const name of names) if (name !== null) await secrets.delete(name);
}
