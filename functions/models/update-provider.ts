import type { Provider, updateProvider } from '../../shared/contract/models.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError, ValidationError } from '../../shared/http/errors.ts';
import type { ModelsPorts } from './app.ts';
import { toProvider } from './provider-view.ts';
import { requireChangeable } from './require-changeable.ts';
import { validateBaseUrl } from './validate-base-url.ts';

/** The new key is used for the next call; a gateway that holds the old record follows within 30 s. */
export function handleUpdateProvider(ports: ModelsPorts): Handler<typeof updateProvider> {
  return async ({ projectId, params: { providerId }, body, principal, requestId }) => {
    const current = await requireChangeable(ports, projectId, providerId);
    const { name, baseUrl, models, apiKey } = body;
    const change = {
      name,
      apiKey,
      baseUrl: baseUrl === undefined ? undefined : validateBaseUrl(baseUrl, ports.allowsPrivateProviders),
      models: models === undefined ? undefined : [...new Set(models)],
    };
    assertKeyStaysHome(current, change);
    const context = changeContextOf(principal, requestId);
    const record = await ports.connections.change({ projectId, providerId, change }, context);
    if (record === null) throw new NotFoundError(`The provider "${providerId}"`);
    return toProvider(record);
  };
}

/** Whoever may change a provider may not read its key, so they may not have it sent to a server of their own either. */
function assertKeyStaysHome(
  current: Pick<Provider, 'baseUrl' | 'keyHint'>,
  change: { baseUrl: string | undefined; apiKey: string | undefined },
): void {
  if (change.baseUrl === undefined || change.apiKey !== undefined || current.keyHint === null) return;
  if (current.baseUrl !== null && new URL(change.baseUrl).origin === new URL(current.baseUrl).origin) return;
  throw new ValidationError([
    {
      field: 'body.apiKey',
      message: 'send the key again: the base URL leads to another server than the stored key is for',
    },
  ]);
}
