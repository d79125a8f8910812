import { type CacheStatistics, maxReportedNamespaces } from '../../../shared/contract/response-cache.ts';
import type { CacheDayCounts, CacheHistory } from '../../../shared/storage/read-cache-counts.ts';
import { type CacheCounts, cacheDayOf } from '../../../shared/storage/response-cache-counts.ts';

const dayMilliseconds = 86_400_000;
const noCounts: CacheCounts = {
  ...{ hitCount: 0, sharedCount: 0, storedCount: 0, savedNanoUsd: 0, simulatedSavedNanoUsd: 0 },
};

/** Of all namespaces or of one: what the cache saved in all, by day and by namespace. */
export function summariseHistory(
  { since, rows }: CacheHistory,
  { now, namespace }: { now: number; namespace: string | undefined },
): Omit<CacheStatistics, 'settings'> {
  const counted = namespace === undefined ? rows : rows.filter((row) => row.namespace === namespace);
  const sums = sumBy(counted, (row) => row.namespace);
  const namespaces = [...sums].map(([name, counts]) => ({ namespace: name, ...counts })).sort(bySaving);
  return {
    ...(sumBy(counted, () => '').get('') ?? noCounts),
    since: new Date(since).toISOString(),
    series: daily(counted, since, now),
    namespaces: namespaces.slice(0, maxReportedNamespaces),
    namespaceCount: namespaces.length,
  };
}

function daily(rows: readonly CacheDayCounts[], since: number, now: number): CacheStatistics['series'] {
  const sums = sumBy(rows, (row) => row.day);
  const days = Math.max(0, Math.ceil((now + 1 - since) / dayMilliseconds));
  return Array.from({ length: days }, (_, index) => {
    const start = since + index * dayMilliseconds;
    return { start: new Date(start).toISOString(), ...(sums.get(cacheDayOf(start)) ?? noCounts) };
  });
}

function sumBy(rows: readonly CacheDayCounts[], groupOf: (row: CacheDayCounts) => string): Map<string, CacheCounts> {
  const sums = new Map<string, CacheCounts>();
  for (const row of rows) sums.set(groupOf(row), sum(sums.get(groupOf(row)) ?? noCounts, row));
  return sums;
}

function sum(one: CacheCounts, other: CacheCounts): CacheCounts {
  return {
    hitCount: one.hitCount + other.hitCount,
    sharedCount: one.sharedCount + other.sharedCount,
    storedCount: one.storedCount + other.storedCount,
    savedNanoUsd: one.savedNanoUsd + other.savedNanoUsd,
    simulatedSavedNanoUsd: one.simulatedSavedNanoUsd + other.simulatedSavedNanoUsd,
  };
}

type Named = CacheCounts & { namespace: string };

function bySaving(one: Named, other: Named): number {
  return other.savedNanoUsd - one.savedNanoUsd || one.namespace.localeCompare(other.namespace);
}
