import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { BodyInput } from '../../../../../shared/contract/route.ts';
import {
  createView,
  deleteView,
  listViews,
  type SavedView,
  updateView,
} from '../../../../../shared/contract/saved-views.ts';
import { api } from '../../../lib/api.ts';
import { useProjectId } from '../../../lib/project.ts';

/** The views that one can open: one's own, and those shared in the project. */
export function viewsQuery(projectId: string) {
  return queryOptions({
    queryKey: ['views', projectId, 'traces'],
    queryFn: ({ signal }) => api.call(listViews, { query: { page: 'traces' }, signal }),
    select: ({ items }) => items,
    staleTime: 60_000,
  });
}

export function useViewActions() {
  const projectId = useProjectId();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['views', projectId] });
  return {
    create: useMutation({
      mutationFn: (body: BodyInput<typeof createView>) => api.call(createView, { body }),
      onSuccess,
    }),
    update: useMutation({
      mutationFn: ({ view, ...change }: { view: SavedView } & Omit<BodyInput<typeof updateView>, 'expectedVersion'>) =>
        api.call(updateView, { params: { viewId: view.id }, body: { ...change, expectedVersion: view.version } }),
      // Also after a conflict: then there is something newer to read.
      onSettled: onSuccess,
    }),
    remove: useMutation({
      mutationFn: (viewId: string) => api.call(deleteView, { params: { viewId } }),
      onSuccess,
    }),
  };
}
