import type { ProviderTest } from '../../shared/contract/provider-parts.ts';
import type { CredentialRecord, ProviderRecord } from '../../shared/contract/providers.ts';
import type { ChangeContext } from '../../shared/storage/audit-log.ts';
import type { ModelsPorts } from './app.ts';
import { probeProvider } from './probe-provider.ts';

export interface CredentialTest {
  provider: ProviderRecord;
  credential: CredentialRecord | null;
  context: ChangeContext;
}

/** Tests a stored key, and notes beside it what came of that. */
export async function testCredential(ports: ModelsPorts, { provider, credential, context }: CredentialTest) {
  const apiKey = credential === null ? null : await ports.secrets.get(credential.secretName);
  if (credential !== null && apiKey === null) return keyIsGone();
  const { region, apiVersion, kind, baseUrl, projectId, id } = provider;
  const { test, isAccepted } = await probeProvider(ports, id, {
    kind,
    region,
    apiVersion,
    apiKey,
    baseUrl: baseUrl ?? '',
  });
  if (credential !== null) {
    const result = { keyId: credential.id, isAccepted };
    await ports.connections.keys.noteTest({ projectId, providerId: id }, result, context);
  }
  return test;
}

function keyIsGone(): ProviderTest {
  const message = 'The secret of this key is gone: rotate the key, or remove it.';
  return { isReachable: false, outcome: 'not-asked', latencyMs: null, modelCount: null, message };
}
