import { findConfigProblems } from '../routing/find-config-problems.ts';
import { routeConfigShape } from './route-config-shape.ts';

export {
  autoModel,
  type ContextPolicy,
  contextPolicySchema,
  type RouteConfig,
  type RouteConfigInput,
  type RouteRetries,
  type RouteRule,
  type RouteTarget,
  type RouteTimeouts,
  routeCacheSchema,
  routeConfigShape,
  routeNameSchema,
  routeRetriesSchema,
  routeRuleSchema,
  routeTargetSchema,
  routeTimeoutsSchema,
} from './route-config-shape.ts';

export const routeConfigSchema = routeConfigShape
  .superRefine((config, context) => {
    for (const { path, message } of findConfigProblems(config)) context.addIssue({ code: 'custom', path, message });
  })
  .meta({ id: 'RouteConfig', description: 'Which models a route may call, and how it chooses among them' });
