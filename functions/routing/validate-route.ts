import { routeConfigSchema } from '../../shared/contract/route-config.ts';
import type { RouteProblem, validateRoute } from '../../shared/contract/routing.ts';
import type { Handler } from '../../shared/http/create-api.ts';
import { toFieldErrors } from '../../shared/http/parse-input.ts';
import { findProjectModel } from '../../shared/models/project-models.ts';
import { findConfigWarnings } from '../../shared/routing/find-config-warnings.ts';
import type { RoutingPorts } from './app.ts';
import { readProjectView } from './read-project-view.ts';

/** Errors are what would keep it from being saved; warnings, only looked for without them, what it is worth to look at. */
export function handleValidateRoute(
  ports: Pick<RoutingPorts, 'providers' | 'overrides'>,
): Handler<typeof validateRoute> {
  return async ({ projectId, body }) => {
    const parsed = routeConfigSchema.safeParse(body.config);
    if (!parsed.success) {
      const errors = toFieldErrors('config', parsed.error);
      return { isValid: false, problems: errors.map((error) => toProblem(error, 'error')) };
    }
    const view = await readProjectView(ports, projectId);
    const warnings = findConfigWarnings(parsed.data, (id) => findProjectModel(id, view));
    const problems = warnings.map(({ path, message }) => ({
      field: path.join('.'),
      message,
      severity: 'warning' as const,
    }));
    return { isValid: true, problems };
  };
}

function toProblem(
  { field, message }: { field: string; message: string },
  severity: RouteProblem['severity'],
): RouteProblem {
  return { field: field.replace(/^config\.?/, ''), message, severity };
}
