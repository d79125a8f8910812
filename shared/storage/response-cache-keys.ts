import { type ItemKey, projectPartition } from './core-keys.ts';
import { keyPart } from './key-part.ts';

/** In the core table: the project's settings, and how often its namespaces were cleared. */
export const cacheSettingsKey = (projectId: string): ItemKey => ({ pk: projectPartition(projectId), sk: 'CACHE' });
export const cacheNamespaceKey = (projectId: string, namespace: string): ItemKey => ({
  pk: projectPartition(projectId),
  sk: `CACHE_NAMESPACE#${keyPart(namespace)}`,
});

/** In the rollups table: an answer and who is fetching it. A partition each, so that no project has a hot one. */
export const cacheEntryKey = (projectId: string, key: string): ItemKey => ({
  pk: `CACHE#${keyPart(projectId)}#ENTRY#${keyPart(key)}`,
  sk: 'ENTRY',
});

/** In the rollups table: what a namespace saved on a day (`2026-11-26`). */
export const cacheCountsPartition = (projectId: string): string => `CACHE#${keyPart(projectId)}#COUNTS`;
export const cacheCountsKey = (projectId: string, day: string, namespace: string): ItemKey => ({
  pk: cacheCountsPartition(projectId),
  sk: `${day}#${keyPart(namespace)}`,
});
