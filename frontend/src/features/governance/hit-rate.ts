import type { CacheStatistics } from '../../../../shared/contract/response-cache.ts';

type Counts = Pick<CacheStatistics, 'hitCount' | 'sharedCount' | 'storedCount'>;

/** Part of the calls that used the cache and cost nothing, 0 to 1; null where none did. Each miss stores an answer. */
export function hitRate({ hitCount, sharedCount, storedCount }: Counts): number | null {
  const all = hitCount + sharedCount + storedCount;
  return all === 0 ? null : (hitCount + sharedCount) / all;
}
