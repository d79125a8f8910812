import type { createProvider } from '../../shared/contract/providers.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { ConflictError } from '../../shared/http/errors.ts';
import type { ModelsPorts } from './app.ts';
import { toProvider } from './provider-view.ts';
import { resolveEndpoint } from './resolve-endpoint.ts';
import { sandboxProviderId } from './sandbox-provider.ts';

export function handleCreateProvider(ports: ModelsPorts): Handler<typeof createProvider> {
  return async ({ projectId, body, principal, requestId }) => {
    if (body.id === sandboxProviderId) {
      throw new ConflictError('"sandbox" is the name of the provider that is always there.', 'provider_exists');
    }
    const { id, kind, name, region, apiVersion, apiKey } = body;
    const record = await ports.connections.connect(
      {
        projectId,
        id,
        kind,
        name: name ?? id,
        baseUrl: resolveEndpoint({ ...body, hasKey: apiKey !== undefined }, ports.allowsPrivateProviders),
        region: region ?? null,
        apiVersion: apiVersion ?? null,
        models: [...new Set(body.models)],
        apiKey: apiKey ?? null,
        isManaged: false,
      },
      changeContextOf(principal, requestId),
    );
    return toProvider(record);
  };
}
