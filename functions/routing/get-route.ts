import type { getRoute } from '../../shared/contract/routing.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { RoutingPorts } from './app.ts';

export function handleGetRoute({ routes }: Pick<RoutingPorts, 'routes'>): Handler<typeof getRoute> {
  return async ({ projectId, params: { name } }) => {
    const route = await routes.get(projectId, name);
    if (route === null) throw new NotFoundError(`The route "${name}"`);
    return route;
  };
}
