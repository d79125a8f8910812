import { listProjectModels } from '../../../shared/models/project-models.ts';
import type { ProjectSettings } from '../gateway-ports.ts';
import { editDistance } from './edit-distance.ts';

/** More typing errors than this make another name. */
const maxErrors = 3;
/** Longer names are no typing errors, and comparing them costs the square of their length. */
const maxLength = 100;

/** The model that somebody probably meant, of those that can be called: the same name elsewhere, or nearly the same. */
export function similarModel(settings: ProjectSettings, modelId: string): string | null {
  const wanted = modelId.toLowerCase();
  if (wanted.length > maxLength) return null;
  const ids = listProjectModels(settings).flatMap(({ id, isAvailable }) => (isAvailable ? [id] : []));
  const ranked = ids
    .map((id) => ({ id, distance: distanceTo(wanted, id.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.min(maxErrors, wanted.length / 3))
    .toSorted((a, b) => a.distance - b.distance);
  return ranked[0]?.id ?? null;
}

/** A name without its provider counts like the whole. */
function distanceTo(wanted: string, id: string): number {
  const bare = id.slice(id.indexOf('/') + 1);
  return Math.min(editDistance(wanted, id), editDistance(wanted, bare));
}
