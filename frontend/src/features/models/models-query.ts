import { queryOptions } from '@tanstack/react-query';
import { listModels } from '../../../../shared/contract/models.ts';
import { api } from '../../lib/api.ts';

/** The catalogue as a project sees it; the project is part of the key, so switching never shows another's. */
export function modelsQuery(projectId: string) {
  return queryOptions({
    queryKey: ['models', projectId],
    queryFn: ({ signal }) => api.call(listModels, { signal }),
    staleTime: 60_000,
  });
}
