import { isDeepStrictEqual } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientConfig, type Environment } from '../../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import type { ProviderRecord } from '../../../shared/contract/providers.ts';
import { createProviderSecrets, type ProviderSecrets } from '../../../shared/secrets/provider-secrets.ts';
import { createProviderConnections, type ProviderConnections } from '../../../shared/storage/provider-connections.ts';
import { createProviderRepository } from '../../../shared/storage/providers.ts';
import { output, type StackOutputs } from '../deploy/deployed-stacks.ts';
import type { ProviderEntry } from './provider-file.ts';
import { seedContext } from './seed.ts';

interface ConnectInput {
  endpoint: string;
  outputs: StackOutputs;
  secretPrefix: string;
  projectId: string;
  wanted: readonly ProviderEntry[];
}

/**
 * Makes the managed providers of the project what is wanted: connects, changes, and disconnects what is no longer named.
 * Providers that a person connected in the console stay theirs. Returns the ids that are connected.
 */
export async function connectProviders(input: ConnectInput): Promise<string[]> {
  const environment: Environment = { AWS_ENDPOINT_URL: input.endpoint };
  const core = { documents: createDocumentClient(environment), tableName: output(input.outputs, 'CoreTable') };
  const providers = createProviderRepository(core);
  const client = new SecretsManagerClient(awsClientConfig(environment));
  const secrets = createProviderSecrets({ client, prefix: input.secretPrefix });
  const connections = createProviderConnections({ providers, secrets });
  const present = new Map((await providers.list(input.projectId)).map((record) => [record.id, record]));
  const wantedIds = new Set(input.wanted.map(({ id }) => id));
  for (const { id, isManaged } of present.values()) {
    if (isManaged && !wantedIds.has(id)) await connections.disconnect(input.projectId, id, seedContext);
  }
  const connected: string[] = [];
  for (const entry of input.wanted) {
    const existing = present.get(entry.id) ?? null;
    if (existing !== null && !existing.isManaged) continue;
    if (existing === null) await connect(connections, input.projectId, entry);
    else await update({ connections, secrets }, entry, existing);
    connected.push(entry.id);
  }
  return connected;
}

async function connect(connections: ProviderConnections, projectId: string, entry: ProviderEntry): Promise<void> {
  const { name, apiKeys, region = null, apiVersion = null, ...rest } = entry;
  const [apiKey = null, ...more] = apiKeys;
  const draft = { ...rest, projectId, region, apiVersion, name: name ?? entry.id, apiKey, isManaged: true };
  await connections.connect(draft, seedContext);
  for (const each of more) {
    const key = { apiKey: each, name: undefined, weight: 1 };
    await connections.keys.add({ projectId, providerId: entry.id }, key, seedContext);
  }
}

interface UpdatePorts {
  connections: ProviderConnections;
  secrets: ProviderSecrets;
}

/** Writes only what differs, so that a start leaves no audit entries behind. */
async function update({ connections, secrets }: UpdatePorts, entry: ProviderEntry, existing: ProviderRecord) {
  const { projectId, id } = existing;
  const current = await Promise.all(existing.credentials.map(({ secretName }) => secrets.get(secretName)));
  if (existing.kind !== entry.kind || !isDeepStrictEqual(current, entry.apiKeys)) {
    // What the stage manages is what its file says: made anew, rather than key by key.
    await connections.disconnect(projectId, id, seedContext);
    await connect(connections, projectId, entry);
    return;
  }
  const { name = id, baseUrl, models, region = null, apiVersion = null } = entry;
  const change = { name, baseUrl, models, region, apiVersion };
  await connections.change({ projectId, providerId: id, change }, seedContext);
}
