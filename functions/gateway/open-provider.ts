import type { AwsCredentials } from '../../shared/aws/sign-request.ts';
import type { CredentialRecord, ProviderRecord } from '../../shared/contract/providers.ts';
import type { HttpTransport } from '../../shared/providers/http-transport.ts';
import type { Provider } from '../../shared/providers/provider.ts';
import { ProviderError } from '../../shared/providers/provider-error.ts';
import type { ProviderSecrets } from '../../shared/secrets/provider-secrets.ts';
import type { CredentialPool } from './credential-pool.ts';
import { providerFactories } from './provider-factories.ts';

interface ProviderOpenerPorts {
  secrets: Pick<ProviderSecrets, 'get'>;
  transport: HttpTransport;
  pool: Pick<CredentialPool, 'pick'>;
  roleCredentials: () => Promise<AwsCredentials>;
}

export interface OpenOptions {
  /** Ids of keys that were tried already. */
  avoid?: ReadonlySet<string>;
}

export type OpenProvider = (record: ProviderRecord, options?: OpenOptions) => Promise<Provider>;

/**
 * Makes the adapter of a connected provider with one of its keys. Adapters are kept, one for each key, for as long as
 * the record they were made from, which the settings reader replaces every 30 s; keys are read from a cache of their own.
 */
export function createProviderOpener(ports: ProviderOpenerPorts): OpenProvider {
  const opened = new WeakMap<ProviderRecord, Map<string, Promise<Provider>>>();
  return async (record, { avoid } = {}) => {
    const credential = ports.pool.pick(record, avoid);
    const ofRecord = opened.get(record) ?? new Map<string, Promise<Provider>>();
    opened.set(record, ofRecord);
    const name = credential?.id ?? '';
    const known = ofRecord.get(name);
    if (known) return await known;
    const opening = open(ports, record, credential);
    ofRecord.set(name, opening);
    opening.catch(() => ofRecord.delete(name));
    return await opening;
  };
}

async function open(
  { secrets, transport, roleCredentials }: ProviderOpenerPorts,
  record: ProviderRecord,
  credential: CredentialRecord | null,
): Promise<Provider> {
  if (record.kind === 'sandbox') throw new Error('The sandbox is no connected provider.');
  const apiKey = credential === null ? null : await secrets.get(credential.secretName);
  if (credential !== null && apiKey === null) {
    throw new ProviderError(
      'provider_authentication_failed',
      `The key "${credential.name}" of the provider "${record.id}" is gone; store it again.`,
    );
  }
  return await providerFactories[record.kind]({
    record,
    credentialId: credential?.id ?? null,
    apiKey,
    transport,
    roleCredentials,
  });
}
