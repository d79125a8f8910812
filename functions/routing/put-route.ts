import type { putRoute } from '../../shared/contract/routing.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { RoutingPorts } from './app.ts';

export function handlePutRoute({ routes }: Pick<RoutingPorts, 'routes'>): Handler<typeof putRoute> {
  return async ({ projectId, params: { name }, body, principal, requestId }) => {
    const route = await routes.put({ projectId, name, ...body }, changeContextOf(principal, requestId));
    if (route === null) throw new NotFoundError(`The route "${name}"`);
    return route;
  };
}
