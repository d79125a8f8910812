import type { listRoutes } from '../../shared/contract/routing.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { RoutingPorts } from './app.ts';

/** In one page: their number is bounded where they are made. */
export function handleListRoutes({ routes }: Pick<RoutingPorts, 'routes'>): Handler<typeof listRoutes> {
  return async ({ projectId }) => ({ items: await routes.list(projectId), nextCursor: null });
}
