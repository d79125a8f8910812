import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientConfig, type Environment } from '../../../shared/aws/client-config.ts';
import { createDocumentClient } from '../../../shared/aws/document-client.ts';
import { knownEndpoints } from '../../../shared/providers/known-endpoints.ts';
import { createProviderSecrets, type ProviderSecrets } from '../../../shared/secrets/provider-secrets.ts';
import { createProviderConnections, type ProviderConnections } from '../../../shared/storage/provider-connections.ts';
import { createProviderRepository } from '../../../shared/storage/providers.ts';
import { output, type StackOutputs } from '../deploy/deployed-stacks.ts';
import type { ProviderEntry } from './provider-file.ts';
import { seedContext } from './seed.ts';

/** Providers whose customary variable is set. */
export function providersOfEnvironment(environment: Environment): ProviderEntry[] {
  return knownEndpoints.flatMap(({ slug, name, baseUrl, keyVariable }) => {
    const apiKey = keyVariable === null ? undefined : environment[keyVariable]?.trim();
    if (apiKey === undefined || apiKey === '') return [];
    // Any model of its own: the catalogue knows the current ones only, and some of these providers not at all.
    return [{ id: slug, name, kind: 'openai-compatible' as const, baseUrl, apiKey, models: ['*'] }];
  });
}

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
    else await update({ connections, secrets }, input.projectId, entry, existing.secretName);
    connected.push(entry.id);
  }
  return connected;
}

async function connect(connections: ProviderConnections, projectId: string, entry: ProviderEntry): Promise<void> {
  const { name, apiKey, ...rest } = entry;
  const draft = { ...rest, projectId, name: name ?? entry.id, apiKey: apiKey ?? null, isManaged: true };
  await connections.connect(draft, seedContext);
}

interface UpdatePorts {
  connections: ProviderConnections;
  secrets: ProviderSecrets;
}

/** Writes only what differs, so that a start leaves no audit entries behind. */
async function update(ports: UpdatePorts, projectId: string, entry: ProviderEntry, secretName: string | null) {
  const { id, name, baseUrl, models, apiKey } = entry;
  const current = secretName === null ? null : await ports.secrets.get(secretName);
  if (current !== null && apiKey === undefined) {
    // A key can be replaced but not taken away.
    await ports.connections.disconnect(projectId, id, seedContext);
    await connect(ports.connections, projectId, entry);
    return;
  }
  const change = { name: name ?? id, baseUrl, models, ...(apiKey === current ? {} : { apiKey }) };
  await ports.connections.change({ projectId, providerId: id, change }, seedContext);
}
