import type { listRouteVersions } from '../../shared/contract/routing.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { NotFoundError } from '../../shared/http/errors.ts';
import type { RoutingPorts } from './app.ts';

/** Also of a route that was deleted: traces name its versions. */
export function handleListVersions({ routes }: Pick<RoutingPorts, 'routes'>): Handler<typeof listRouteVersions> {
  return async ({ projectId, params: { name }, query }) => {
    const page = await routes.versions(projectId, name, query);
    if (page.items.length === 0 && query.cursor === undefined) throw new NotFoundError(`The route "${name}"`);
    return page;
  };
}
