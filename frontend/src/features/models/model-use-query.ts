import { queryOptions } from '@tanstack/react-query';
import { listModelUse } from '../../../../shared/contract/model-use.ts';
import { api } from '../../lib/api.ts';

const dayMs = 86_400_000;

/** How the project's own calls went by model, over the last days. */
export function modelUseQuery(projectId: string, days: number) {
  return queryOptions({
    queryKey: ['model-use', projectId, days],
    queryFn: ({ signal }) =>
      api.call(listModelUse, { query: { from: new Date(Date.now() - days * dayMs).toISOString() }, signal }),
    select: ({ items }) => items,
    staleTime: 30_000,
  });
}
