import { NotFoundError } from '../../shared/http/errors.ts';
import { createCache } from '../../shared/runtime/cache.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { ModelOverrideRepository } from '../../shared/storage/model-overrides.ts';
import type { ProjectRepository } from '../../shared/storage/projects.ts';
import type { ProviderRepository } from '../../shared/storage/providers.ts';
import type { ProjectSettings } from './gateway-ports.ts';

interface SettingsReaderPorts {
  projects: Pick<ProjectRepository, 'get'>;
  providers: Pick<ProviderRepository, 'list'>;
  overrides: Pick<ModelOverrideRepository, 'list'>;
  clock: Clock;
}

const cacheMilliseconds = 30_000;
const maxProjects = 1_000;

/** Reads what a call needs to know of its project: three queries at once, then nothing for 30 s. */
export function createSettingsReader(ports: SettingsReaderPorts): (projectId: string) => Promise<ProjectSettings> {
  const cache = createCache<ProjectSettings>({
    clock: ports.clock,
    load: (projectId) => load(ports, projectId),
    foundMilliseconds: cacheMilliseconds,
    missingMilliseconds: 1_000,
    maxEntries: maxProjects,
  });
  return async (projectId) => {
    const settings = await cache.get(projectId);
    if (!settings) throw new NotFoundError('The project');
    return settings;
  };
}

async function load(ports: SettingsReaderPorts, projectId: string): Promise<ProjectSettings | null> {
  const [project, providers, overrides] = await Promise.all([
    ports.projects.get(projectId),
    ports.providers.list(projectId),
    ports.overrides.list(projectId),
  ]);
  return project && { capturesContent: project.capturesContent, providers, overrides };
}
