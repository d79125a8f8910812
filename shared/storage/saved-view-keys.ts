import { type ItemKey, projectPartition } from './core-keys.ts';
import { keyPart } from './key-part.ts';

/** Who keeps private views: a person or a key. */
export interface ViewOwner {
  kind: string;
  id: string;
}

/** Where a view is kept: nobody reads the private ones of another, because nothing asks their partition. */
export type ViewPlace = 'shared' | ViewOwner;

export const viewPartition = (projectId: string, place: ViewPlace): string =>
  `${projectPartition(projectId)}#VIEWS#${place === 'shared' ? 'SHARED' : `OWNER#${keyPart(place.kind)}#${keyPart(place.id)}`}`;

export const viewPrefix = 'VIEW#';
export const viewKey = (projectId: string, place: ViewPlace, viewId: string): ItemKey => ({
  pk: viewPartition(projectId, place),
  sk: `${viewPrefix}${keyPart(viewId)}`,
});

/** How many views a place holds, so that their number is bounded however many are made at once. */
export const viewCountKey = (projectId: string, place: ViewPlace): ItemKey => ({
  pk: viewPartition(projectId, place),
  sk: 'COUNT',
});
