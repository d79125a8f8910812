import { createCache } from '../../shared/runtime/cache.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import type { CorePorts } from '../../shared/storage/core-ports.ts';
import { createModelOverrideRepository, type ModelOverrideRepository } from '../../shared/storage/model-overrides.ts';

const cacheMilliseconds = 30_000;

/** Overrides of a project, read at most every 30 s however many spans come. */
export function createCachedOverrides(ports: CorePorts): Pick<ModelOverrideRepository, 'list'> {
  const repository = createModelOverrideRepository(ports);
  const cache = createCache({
    clock: ports.clock ?? systemClock,
    load: (projectId) => repository.list(projectId),
    foundMilliseconds: cacheMilliseconds,
    missingMilliseconds: cacheMilliseconds,
    maxEntries: 1000,
  });
  return { list: async (projectId) => (await cache.get(projectId)) ?? [] };
}
