import type { Hono } from 'hono';
import { listModelUse } from '../../shared/contract/model-use.ts';
import {
  createRoute,
  deleteRoute,
  dryRunRoute,
  getRoute,
  listRoutes,
  listRouteVersions,
  putRoute,
  restoreRoute,
  validateRoute,
} from '../../shared/contract/routing.ts';
import type { TraceSummary } from '../../shared/contract/span.ts';
import type { ApiPorts } from '../../shared/http/create-api.ts';
import { createCompressedApi } from '../../shared/http/create-compressed-api.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { ModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import type { Page } from '../../shared/storage/page-cursor.ts';
import type { ProviderRepository } from '../../shared/storage/providers.ts';
import type { RollupRepository } from '../../shared/storage/rollup-repository.ts';
import type { RouteRepository } from '../../shared/storage/route-repository.ts';
import type { TraceListQuery } from '../../shared/storage/trace-list.ts';
import type { TraceRepository } from '../../shared/storage/trace-repository.ts';
import { handleCreateRoute } from './create-route.ts';
import { handleDeleteRoute } from './delete-route.ts';
import { handleDryRun } from './dry-run-route.ts';
import { handleGetRoute } from './get-route.ts';
import { handleListModelUse } from './list-model-use.ts';
import { handleListRoutes } from './list-routes.ts';
import { handleListVersions } from './list-versions.ts';
import { handlePutRoute } from './put-route.ts';
import { handleRestoreRoute } from './restore-route.ts';
import { handleValidateRoute } from './validate-route.ts';

export interface RoutingPorts extends ApiPorts {
  routes: RouteRepository;
  providers: Pick<ProviderRepository, 'list'>;
  overrides: Pick<ModelOverrideRepository, 'list'>;
  traces: Pick<TraceRepository, 'get'> & { list(query: TraceListQuery): Promise<Page<TraceSummary>> };
  rollups: Pick<RollupRepository, 'read'>;
  clock: Clock;
}

/** Routes: named virtual models, their versions, and what they would have done. */
export function createApp(ports: RoutingPorts): Hono {
  const api = createCompressedApi(ports);
  api.serve(listRoutes, handleListRoutes(ports));
  api.serve(createRoute, handleCreateRoute(ports));
  api.serve(validateRoute, handleValidateRoute(ports));
  api.serve(getRoute, handleGetRoute(ports));
  api.serve(putRoute, handlePutRoute(ports));
  api.serve(deleteRoute, handleDeleteRoute(ports));
  api.serve(listRouteVersions, handleListVersions(ports));
  api.serve(restoreRoute, handleRestoreRoute(ports));
  api.serve(dryRunRoute, handleDryRun(ports));
  api.serve(listModelUse, handleListModelUse(ports));
  return api.app;
}
