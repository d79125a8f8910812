import { routeConfigSchema } from '../../shared/contract/route-config.ts';
import type { RouteVersion, restoreRoute } from '../../shared/contract/routing.ts';
import { changeContextOf } from '../../shared/http/change-context.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { ConflictError, NotFoundError } from '../../shared/http/errors.ts';
import type { RoutingPorts } from './app.ts';

export function handleRestoreRoute({ routes }: Pick<RoutingPorts, 'routes'>): Handler<typeof restoreRoute> {
  return async ({ projectId, params: { name }, body, principal, requestId }) => {
    const old = await routes.version(projectId, name, body.version);
    if (old === null) throw new NotFoundError(`Version ${body.version} of the route "${name}"`);
    const change = { projectId, name, config: soundConfig(old), expectedVersion: body.expectedVersion };
    const context = changeContextOf(principal, requestId);
    const route = await routes.put({ ...change, restoredFrom: body.version }, context);
    if (route === null) throw new NotFoundError(`The route "${name}"`);
    return route;
  };
}

/** What was sound when it was saved need not be so by the rules of today. */
function soundConfig({ config, version }: RouteVersion): RouteVersion['config'] {
  const parsed = routeConfigSchema.safeParse(config);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const message = `Version ${version} cannot be restored as it is: ${issue?.path.join('.')}: ${issue?.message}`;
  throw new ConflictError(message, 'route_version_invalid');
}
