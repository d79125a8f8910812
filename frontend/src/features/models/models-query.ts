import { queryOptions } from '@tanstack/react-query';
import { getModel, listModels } from '../../../../shared/contract/models.ts';
import { ApiError, api } from '../../lib/api.ts';

/** The catalogue as a project sees it; the project is part of the key, so switching never shows another's. */
export function modelsQuery(projectId: string) {
  return queryOptions({
    queryKey: ['models', projectId],
    queryFn: ({ signal }) => api.call(listModels, { signal }),
    staleTime: 60_000,
  });
}

/** One model, which may be one that only a provider's own list knows; null if the project knows none. */
export function modelQuery(projectId: string, modelId: string) {
  return queryOptions({
    queryKey: ['models', projectId, modelId],
    queryFn: ({ signal }) => api.call(getModel, { params: { modelId }, signal }).catch(nullIfMissing),
    staleTime: 60_000,
  });
}

function nullIfMissing(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null;
  throw error;
}
