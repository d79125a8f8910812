import type { ProviderRecord } from '../contract/providers.ts';
import { ConflictError, UnavailableError } from '../http/errors.ts';
import type { ChangeContext } from './audit-log.ts';
import { newCredential } from './credential-item.ts';
import { lostRace, providerTaken } from './provider-conflicts.ts';
import type { ConnectionPorts } from './provider-connections.ts';
import { keyHintOfItem, type ProviderItem } from './provider-item.ts';
import { settleProviders } from './settle-providers.ts';

export interface ProviderDraft
  extends Pick<ProviderRecord, 'projectId' | 'id' | 'kind' | 'name' | 'baseUrl' | 'models' | 'isManaged'>,
    Partial<Pick<ProviderRecord, 'region' | 'apiVersion'>> {
  apiKey: string | null;
}

const maxProviders = 50;
const firstKeyName = 'Key';

export async function connectProvider(
  ports: ConnectionPorts,
  { apiKey, ...draft }: ProviderDraft,
  context: ChangeContext,
): Promise<ProviderItem> {
  await assertRoom(ports, draft.projectId);
  const now = ports.clock();
  const item: ProviderItem = {
    region: null,
    apiVersion: null,
    ...draft,
    credentials: [],
    createdAt: now,
    updatedAt: now,
    state: 'connected',
    version: 1,
    unsettledSecrets: [],
  };
  if (apiKey !== null) return await connectWithKey(ports, item, apiKey, context);
  if (!(await ports.providers.insert(item, connectedAudit(item, context)))) throw providerTaken(item.id);
  return item;
}

/** Note the name, write the secret, connect. */
async function connectWithKey(ports: ConnectionPorts, item: ProviderItem, apiKey: string, context: ChangeContext) {
  const secretName = ports.secrets.newName(item.projectId, item.id);
  const unsettledSecrets = [{ secretName, since: item.createdAt }];
  const claimed: ProviderItem = { ...item, state: 'connecting', unsettledSecrets };
  if (!(await ports.providers.insert(claimed, null))) throw providerTaken(item.id);
  await putOrGiveUp(ports, claimed, secretName, apiKey);
  const key = { id: ports.ids(), name: firstKeyName, weight: 1, createdAt: item.createdAt };
  const credentials = [newCredential({ ...key, secretName, apiKey })];
  const connected = await ports.providers.change(
    claimed,
    { state: 'connected', credentials, unsettledSecrets: [] },
    connectedAudit({ ...item, credentials }, context),
  );
  if (!connected) throw await lostRace(ports.secrets, secretName);
  return connected;
}

async function putOrGiveUp(ports: ConnectionPorts, claimed: ProviderItem, secretName: string, apiKey: string) {
  try {
    await ports.secrets.put(secretName, apiKey);
  } catch (cause) {
    // Otherwise the id would stay taken until the attempt counts as abandoned.
    await ports.providers.change(claimed, { state: 'removing' }, null);
    await settleProviders(ports, claimed.projectId);
    throw new UnavailableError('The key could not be stored. Try again.', cause);
  }
}

async function assertRoom({ providers }: ConnectionPorts, projectId: string): Promise<void> {
  const present = await providers.listItems(projectId);
  if (present.length < maxProviders) return;
  throw new ConflictError(`A project has at most ${maxProviders} providers.`, 'too_many_providers');
}

function connectedAudit(item: ProviderItem, context: ChangeContext) {
  return { action: 'provider.connected', before: null, after: describeConnection(item), context } as const;
}

/** What an audit entry says of a connection as a whole. */
export function describeConnection(item: ProviderItem): Record<string, unknown> {
  const { name, kind, baseUrl, models, region, apiVersion } = item;
  return {
    name,
    kind,
    baseUrl,
    models,
    ...(region === null ? {} : { region }),
    ...(apiVersion === null ? {} : { apiVersion }),
    keyHint: keyHintOfItem(item),
  };
}
