import type { createRoute } from '../../shared/contract/routing.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import type { RoutingPorts } from './app.ts';

export function handleCreateRoute({ routes }: Pick<RoutingPorts, 'routes'>): Handler<typeof createRoute> {
  return ({ projectId, body, principal, requestId }) =>
    routes.create({ projectId, ...body }, changeContextOf(principal, requestId));
}
