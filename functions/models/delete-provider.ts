import type { deleteProvider } from '../../shared/contract/providers.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { ModelsPorts } from './app.ts';
import { requireChangeable } from './require-changeable.ts';

export function handleDeleteProvider(ports: ModelsPorts): Handler<typeof deleteProvider> {
  return async ({ projectId, params: { providerId }, principal, requestId }) => {
    await requireChangeable(ports, projectId, providerId);
    const context = changeContextOf(principal, requestId);
    const isRemoved = await ports.connections.disconnect(projectId, providerId, context);
    if (!isRemoved) throw new NotFoundError(`The provider "${providerId}"`);
  };
}
