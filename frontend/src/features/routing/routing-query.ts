import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getRoute, listRoutes, listRouteVersions } from '../../../../shared/contract/routing.ts';
import { api } from '../../lib/api.ts';

export function routesQuery(projectId: string) {
  return queryOptions({
    queryKey: ['routes', projectId],
    queryFn: ({ signal }) => api.call(listRoutes, { signal }),
  });
}

export function routeQuery(projectId: string, name: string) {
  return queryOptions({
    queryKey: ['routes', projectId, name],
    queryFn: ({ signal }) => api.call(getRoute, { params: { name }, signal }),
  });
}

export function routeVersionsQuery(projectId: string, name: string) {
  return infiniteQueryOptions({
    queryKey: ['routes', projectId, name, 'versions'],
    queryFn: ({ signal, pageParam }) =>
      api.call(listRouteVersions, {
        params: { name },
        query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}
