import type { testProviderInput } from '../../shared/contract/providers.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { ModelsPorts } from './app.ts';
import { probeProvider } from './probe-provider.ts';
import { resolveEndpoint } from './resolve-endpoint.ts';

/** Before anything is saved, so that a wrong key is seen where it is typed. Nothing of it is kept. */
export function handleTestProviderInput(ports: ModelsPorts): Handler<typeof testProviderInput> {
  return async ({ body }) => {
    const { id, kind, region = null, apiVersion = null, apiKey = null } = body;
    const baseUrl = resolveEndpoint({ ...body, hasKey: apiKey !== null }, ports.allowsPrivateProviders);
    const { test } = await probeProvider(ports, id ?? kind, { kind, baseUrl, region, apiVersion, apiKey });
    return test;
  };
}
