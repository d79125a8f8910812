import * as z from 'zod';
import { pageOf, pageQuerySchema } from './common.ts';
import { defineRoute } from './route.ts';
import { routeConfigSchema } from './route-config.ts';
import { routeNameSchema } from './route-config-shape.ts';
import { routeDryRunSchema } from './route-dry-run.ts';
import { routeVersionShape, versionSchema } from './route-version.ts';

export type { RouteVersion } from './route-version.ts';

/** One state of a route. It never changes; traces name it. */
export const routeVersionSchema = routeVersionShape.extend({ config: routeConfigSchema }).meta({ id: 'RouteVersion' });

export const routeProblemSchema = z
  .object({
    field: z.string().meta({ description: 'Path in the configuration: `rules.0.use.targets.1`' }),
    message: z.string(),
    severity: z.enum(['error', 'warning']).meta({ description: 'A warning does not keep it from being saved' }),
  })
  .meta({ id: 'RouteProblem' });
export type RouteProblem = z.output<typeof routeProblemSchema>;

const nameParams = z.object({ name: routeNameSchema });
const toRead = { access: { kind: 'project', role: 'viewer', scope: 'read' }, errors: 'problem' } as const;
const toWrite = { access: { kind: 'project', role: 'editor', scope: 'write' }, errors: 'problem' } as const;
/** Twenty targets and rules with long conditions fit; every Lambda keeps all routes of a project in memory. */
const maxBodyBytes = 64 * 1024;

const exampleConfig = {
  description: 'Answers of the support bot',
  targets: [
    { id: 'main', model: 'sandbox/lorem' },
    { id: 'spare', model: 'sandbox/echo' },
  ],
  rules: [{ name: 'always', use: { kind: 'fallback', targets: ['main', 'spare'] } }],
};

export const listRoutes = defineRoute({
  id: 'listRoutes',
  domain: 'routing',
  method: 'GET',
  path: '/api/v2/routes',
  summary: 'List the project’s routes, by name',
  ...toRead,
  response: { status: 200, description: 'All of them', schema: pageOf(routeVersionSchema) },
});

export const createRoute = defineRoute({
  id: 'createRoute',
  domain: 'routing',
  method: 'POST',
  path: '/api/v2/routes',
  summary: 'Make a route',
  ...toWrite,
  body: z.strictObject({ name: routeNameSchema, config: routeConfigSchema }),
  maxBodyBytes,
  exampleBody: { name: 'support', config: exampleConfig },
  response: { status: 201, description: 'Its first version', schema: routeVersionSchema },
});

export const validateRoute = defineRoute({
  id: 'validateRoute',
  domain: 'routing',
  method: 'POST',
  path: '/api/v2/routes/validate',
  summary: 'Say what is wrong with a configuration, and what looks wrong in this project',
  description: 'Takes any JSON: what keeps it from being saved is in the answer, as `errors` would be.',
  ...toRead,
  body: z.strictObject({ config: z.unknown() }),
  maxBodyBytes,
  exampleBody: { config: exampleConfig },
  response: {
    status: 200,
    description: 'What was found',
    schema: z.object({ isValid: z.boolean(), problems: z.array(routeProblemSchema) }),
  },
});

export const getRoute = defineRoute({
  id: 'getRoute',
  domain: 'routing',
  method: 'GET',
  path: '/api/v2/routes/{name}',
  summary: 'Read the current version of a route',
  ...toRead,
  params: nameParams,
  response: { status: 200, description: 'The current version', schema: routeVersionSchema },
});

export const putRoute = defineRoute({
  id: 'putRoute',
  domain: 'routing',
  method: 'PUT',
  path: '/api/v2/routes/{name}',
  summary: 'Make a new version of a route',
  description: 'Refused with 409 if the current version is not `expectedVersion`: somebody else was faster.',
  ...toWrite,
  params: nameParams,
  body: z.strictObject({ expectedVersion: versionSchema, config: routeConfigSchema }),
  maxBodyBytes,
  exampleBody: { expectedVersion: 1, config: exampleConfig },
  response: { status: 200, description: 'The version that is current now', schema: routeVersionSchema },
});

export const deleteRoute = defineRoute({
  id: 'deleteRoute',
  domain: 'routing',
  method: 'DELETE',
  path: '/api/v2/routes/{name}',
  summary: 'Delete a route; its versions can still be read',
  ...toWrite,
  params: nameParams,
  response: { status: 204, description: 'Deleted' },
});

export const listRouteVersions = defineRoute({
  id: 'listRouteVersions',
  domain: 'routing',
  method: 'GET',
  path: '/api/v2/routes/{name}/versions',
  summary: 'List the versions of a route, newest first',
  ...toRead,
  params: nameParams,
  query: pageQuerySchema,
  response: { status: 200, description: 'A page of versions', schema: pageOf(routeVersionSchema) },
});

export const restoreRoute = defineRoute({
  id: 'restoreRoute',
  domain: 'routing',
  method: 'POST',
  path: '/api/v2/routes/{name}/restore',
  summary: 'Make a new version that repeats an old one',
  ...toWrite,
  params: nameParams,
  body: z.strictObject({ version: versionSchema, expectedVersion: versionSchema }),
  exampleBody: { version: 1, expectedVersion: 2 },
  response: { status: 200, description: 'The version that is current now', schema: routeVersionSchema },
});

export const dryRunRoute = defineRoute({
  id: 'dryRunRoute',
  domain: 'routing',
  method: 'POST',
  path: '/api/v2/routes/{name}/dry-run',
  summary: 'Say what a configuration would have chosen and cost over the last calls',
  description: 'Calls no model. The route need not exist.',
  ...toRead,
  params: nameParams,
  body: z.strictObject({
    config: routeConfigSchema,
    calls: z.enum(['project', 'route']).default('project').meta({ description: 'All calls, or those by this route' }),
    limit: z.int().min(1).max(1_000).default(1_000),
  }),
  maxBodyBytes,
  exampleBody: { config: exampleConfig, calls: 'project' },
  response: { status: 200, description: 'What would have been', schema: routeDryRunSchema },
});

export const routingRoutes = [
  listRoutes,
  createRoute,
  validateRoute,
  getRoute,
  putRoute,
  deleteRoute,
  listRouteVersions,
  restoreRoute,
  dryRunRoute,
] as const;
