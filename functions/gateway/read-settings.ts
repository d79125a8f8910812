import { ProjectNotFoundError } from '../../shared/http/errors.ts';
import { createCache } from '../../shared/runtime/cache.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { BudgetRepository } from '../../shared/storage/budget-repository.ts';
import type { LimitRepository } from '../../shared/storage/limit-repository.ts';
import type { ModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import type { ProjectRepository } from '../../shared/storage/projects.ts';
import type { ProviderRepository } from '../../shared/storage/providers.ts';
import type { RouteRepository } from '../../shared/storage/route-repository.ts';
import type { GatewayPorts, ProjectSettings } from './gateway-ports.ts';

interface SettingsReaderPorts {
  projects: Pick<ProjectRepository, 'get'>;
  providers: Pick<ProviderRepository, 'list'>;
  overrides: Pick<ModelOverrideRepository, 'list'>;
  routes: Pick<RouteRepository, 'list'>;
  limits: Pick<LimitRepository, 'list'>;
  budgets: Pick<BudgetRepository, 'list'>;
  clock: Clock;
}

const cacheMilliseconds = 30_000;
/** So that calls to a model that does not exist cannot cost a read each. */
const freshMilliseconds = 1_000;
const maxProjects = 1_000;

/** Reads what a call needs to know of its project: a few queries at once, then nothing for 30 s. */
export function createSettingsReader(ports: SettingsReaderPorts): Pick<GatewayPorts, 'settingsOf' | 'freshSettingsOf'> {
  const cache = createCache<ProjectSettings>({
    clock: ports.clock,
    load: (projectId) => load(ports, projectId),
    foundMilliseconds: cacheMilliseconds,
    missingMilliseconds: freshMilliseconds,
    maxEntries: maxProjects,
  });
  return {
    settingsOf: async (projectId) => required(await cache.get(projectId)),
    freshSettingsOf: async (projectId) => required(await cache.refresh(projectId, ports.clock() - freshMilliseconds)),
  };
}

function required(settings: ProjectSettings | null): ProjectSettings {
  if (!settings) throw new ProjectNotFoundError();
  return settings;
}

async function load(ports: SettingsReaderPorts, projectId: string): Promise<ProjectSettings | null> {
  const [project, providers, overrides, routes, limits, budgets] = await Promise.all([
    ports.projects.get(projectId),
    ports.providers.list(projectId),
    ports.overrides.list(projectId),
    ports.routes.list(projectId),
    ports.limits.list(projectId),
    ports.budgets.list(projectId),
  ]);
  return project && { capturesContent: project.capturesContent, providers, overrides, routes, limits, budgets };
}
