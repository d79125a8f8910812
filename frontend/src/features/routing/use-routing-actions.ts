import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RouteConfigInput } from '../../../../shared/contract/route-config.ts';
import { createRoute, deleteRoute, putRoute, restoreRoute } from '../../../../shared/contract/routing.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';

interface Save {
  name: string;
  expectedVersion: number;
  config: RouteConfigInput;
}

/** The changes of routes; each reads the list, the route and its versions again. */
export function useRoutingActions() {
  const projectId = useProjectId();
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: ['routes', projectId] });
  return {
    create: useMutation({
      mutationFn: (body: { name: string; config: RouteConfigInput }) => api.call(createRoute, { body }),
      onSuccess,
    }),
    save: useMutation({
      mutationFn: ({ name, ...body }: Save) => api.call(putRoute, { params: { name }, body }),
      onSuccess,
    }),
    restore: useMutation({
      mutationFn: ({ name, ...body }: { name: string; version: number; expectedVersion: number }) =>
        api.call(restoreRoute, { params: { name }, body }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (name: string) => api.call(deleteRoute, { params: { name } }),
      // Not awaited: the page of a route that is gone would read it again and fail while it is left.
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['routes', projectId], exact: true }),
    }),
  };
}
