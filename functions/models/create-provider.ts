import type { createProvider } from '../../shared/contract/models.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { ConflictError } from '../../shared/http/errors.ts';
import type { ModelsPorts } from './app.ts';
import { toProvider } from './provider-view.ts';
import { sandboxProviderId } from './sandbox-provider.ts';
import { validateBaseUrl } from './validate-base-url.ts';

export function handleCreateProvider(ports: ModelsPorts): Handler<typeof createProvider> {
  return async ({ projectId, body, principal, requestId }) => {
    if (body.id === sandboxProviderId) {
      throw new ConflictError('"sandbox" is the name of the provider that is always there.', 'provider_exists');
    }
    const record = await ports.connections.connect(
      {
        projectId,
        id: body.id,
        kind: body.kind,
        name: body.name ?? body.id,
        baseUrl: validateBaseUrl(body.baseUrl, ports.allowsPrivateProviders),
        models: [...new Set(body.models)],
        apiKey: body.apiKey ?? null,
        isManaged: false,
      },
      changeContextOf(principal, requestId),
    );
    return toProvider(record);
  };
}
