import type { CorePorts } from '../../../shared/storage/core-ports.ts';
import { type CacheHistory, readCacheCounts } from '../../../shared/storage/read-cache-counts.ts';
import type { CacheCountsPorts } from '../../../shared/storage/response-cache-counts.ts';
import {
  type CacheSettingsRepository,
  createCacheSettingsRepository,
} from '../../../shared/storage/response-cache-settings.ts';

export interface CachePorts extends CacheSettingsRepository {
  history(projectId: string): Promise<CacheHistory>;
}

/** Settings are in the core table, counts in that of the rollups. */
export function createCachePorts(core: CorePorts, rollups: CacheCountsPorts): CachePorts {
  return { ...createCacheSettingsRepository(core), history: (projectId) => readCacheCounts(rollups, projectId) };
}
