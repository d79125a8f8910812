import type { ProviderRecord } from '../../shared/contract/models.ts';
import type { HttpTransport } from '../../shared/providers/http-transport.ts';
import { createOpenAiCompatibleProvider } from '../../shared/providers/openai-compatible-provider.ts';
import type { Provider } from '../../shared/providers/provider.ts';
import { ProviderError } from '../../shared/providers/provider-error.ts';
import type { ProviderSecrets } from '../../shared/secrets/provider-secrets.ts';

interface ProviderOpenerPorts {
  secrets: Pick<ProviderSecrets, 'get'>;
  transport: HttpTransport;
}

/**
 * Makes the adapter of a connected provider. Adapters are kept for as long as the record they were made from, which the
 * settings reader replaces every 30 s; the key is read from a cache of its own.
 */
export function createProviderOpener(ports: ProviderOpenerPorts): (record: ProviderRecord) => Promise<Provider> {
  const opened = new WeakMap<ProviderRecord, Promise<Provider>>();
  return async (record) => {
    const known = opened.get(record);
    if (known) return await known;
    const opening = open(ports, record);
    opened.set(record, opening);
    opening.catch(() => opened.delete(record));
    return await opening;
  };
}

async function open({ secrets, transport }: ProviderOpenerPorts, record: ProviderRecord): Promise<Provider> {
  const apiKey = record.secretName === null ? null : await secrets.get(record.secretName);
  if (record.secretName !== null && apiKey === null) {
    throw new ProviderError(
      'provider_authentication_failed',
      `The key of the provider "${record.id}" is gone; store it again.`,
    );
  }
  return createOpenAiCompatibleProvider({ slug: record.id, baseUrl: record.baseUrl ?? '', apiKey, transport });
}
