import { type ItemKey, projectPartition } from './core-keys.ts';
import { keyPart } from './key-part.ts';

export const routePrefix = 'ROUTE#';
/** The current version of a route: what a call needs, for all routes of a project in one query. */
export const routeKey = (projectId: string, name: string): ItemKey => ({
  pk: projectPartition(projectId),
  sk: `${routePrefix}${keyPart(name)}`,
});

/** How many routes there are, so that their number is bounded however many are made at once. */
export const routeCountKey = (projectId: string): ItemKey => ({ pk: projectPartition(projectId), sk: 'ROUTE_COUNT' });

/** Versions are apart from the current one: they add up, and only people read them. */
export const routeVersionsPartition = (projectId: string, name: string): string =>
  `${projectPartition(projectId)}#${routePrefix}${keyPart(name)}`;
export const routeVersionSk = (version: number): string => `VERSION#${String(version).padStart(9, '0')}`;
export const routeVersionKey = (projectId: string, name: string, version: number): ItemKey => ({
  pk: routeVersionsPartition(projectId, name),
  sk: routeVersionSk(version),
});
