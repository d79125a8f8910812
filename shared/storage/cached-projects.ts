import type { Project } from '../contract/projects.ts';
import { createCache } from '../runtime/cache.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { ProjectRepository } from './projects.ts';

export interface CachedProjects {
  get(projectId: string): Promise<Project | null>;
}

const cacheMilliseconds = 30_000;
const maxEntries = 1_000;

/** Project settings for the paths that are hot: a change is seen within 30 s. */
export function createCachedProjects(
  projects: Pick<ProjectRepository, 'get'>,
  clock: Clock = systemClock,
): CachedProjects {
  const cache = createCache<Project>({
    clock,
    load: (projectId) => projects.get(projectId),
    foundMilliseconds: cacheMilliseconds,
    missingMilliseconds: 1_000,
    maxEntries,
  });
  return { get: (projectId) => cache.get(projectId) };
}
