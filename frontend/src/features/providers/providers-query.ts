import { queryOptions } from '@tanstack/react-query';
import { listProviders } from '../../../../shared/contract/providers.ts';
import { api } from '../../lib/api.ts';

export function providersQuery(projectId: string) {
  return queryOptions({
    queryKey: ['providers', projectId],
    queryFn: ({ signal }) => api.call(listProviders, { signal }),
  });
}
