import type { deleteRoute } from '../../shared/contract/routing.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { RoutingPorts } from './app.ts';

export function handleDeleteRoute({ routes }: Pick<RoutingPorts, 'routes'>): Handler<typeof deleteRoute> {
  return async ({ projectId, params: { name }, principal, requestId }) => {
    const isDeleted = await routes.delete(projectId, name, changeContextOf(principal, requestId));
    if (!isDeleted) throw new NotFoundError(`The route "${name}"`);
  };
}
