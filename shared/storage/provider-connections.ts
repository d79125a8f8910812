import type { ProviderRecord } from '../contract/providers.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type Ids, systemIds } from '../runtime/ids.ts';
import type { ProviderSecrets } from '../secrets/provider-secrets.ts';
import type { ChangeContext } from './audit-log.ts';
import { changeProvider, type ProviderChange } from './change-provider.ts';
import { connectProvider, describeConnection, type ProviderDraft } from './connect-provider.ts';
import { changedConcurrently } from './provider-conflicts.ts';
import { toProviderRecord } from './provider-item.ts';
import { createProviderKeyRing, type ProviderKeyRing } from './provider-key-ring.ts';
import type { ProviderRepository } from './providers.ts';
import { settleProviders } from './settle-providers.ts';

export interface ConnectionPorts {
  providers: ProviderRepository;
  secrets: ProviderSecrets;
  clock: Clock;
  ids: Ids;
}

export interface ProviderConnections {
  /** Throws a `ConflictError` if the project has a provider of that id, or too many. */
  connect(draft: ProviderDraft, context: ChangeContext): Promise<ProviderRecord>;
  /** Null if there is no such provider. */
  change(change: ProviderChange, context: ChangeContext): Promise<ProviderRecord | null>;
  /** False if there is no such provider. */
  disconnect(projectId: string, providerId: string, context: ChangeContext): Promise<boolean>;
  keys: ProviderKeyRing;
  /** Deletes what is due: keys whose overlap is over, and what a crash has left. Every change does so first. */
  settle(projectId: string): Promise<void>;
}

/**
 * Connects providers and their keys, which live in two services that share no transaction. The table always knows first:
 * a secret's name is noted in the item before the secret is written, and leaves it after the secret is deleted. So a
 * crash at any point leaves neither a provider that half works nor a key that nothing names; `settleProviders` finishes
 * what was cut short.
 */
export function createProviderConnections(
  given: Pick<ConnectionPorts, 'providers' | 'secrets'> & Partial<Pick<ConnectionPorts, 'clock' | 'ids'>>,
): ProviderConnections {
  const ports = { clock: systemClock, ids: systemIds, ...given };
  return {
    async connect(draft, context) {
      await settleProviders(ports, draft.projectId);
      return toProviderRecord(await connectProvider(ports, draft, context));
    },
    async change({ projectId, providerId, change }, context) {
      await settleProviders(ports, projectId);
      const item = await findConnected(ports, projectId, providerId);
      return item && toProviderRecord(await changeProvider(ports, item, change, context));
    },
    async disconnect(projectId, providerId, context) {
      await settleProviders(ports, projectId);
      return await disconnect(ports, projectId, providerId, context);
    },
    keys: createProviderKeyRing(ports),
    settle: (projectId) => settleProviders(ports, projectId),
  };
}

async function disconnect(ports: ConnectionPorts, projectId: string, providerId: string, context: ChangeContext) {
  const item = await findConnected(ports, projectId, providerId);
  if (item === null) return false;
  const removing = await ports.providers.change(
    item,
    { state: 'removing' },
    { action: 'provider.removed', before: describeConnection(item), after: null, context },
  );
  if (!removing) throw changedConcurrently();
  await settleProviders(ports, projectId);
  return true;
}

async function findConnected({ providers }: ConnectionPorts, projectId: string, providerId: string) {
  const item = await providers.findItem(projectId, providerId);
  return item?.state === 'connected' ? item : null;
}
