import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  createBudget,
  createLimit,
  deleteBudget,
  deleteLimit,
  putBudget,
  putLimit,
} from '../../../../shared/contract/governance.ts';
import { clearCache, putCacheSettings } from '../../../../shared/contract/response-cache.ts';
import type { BodyInput } from '../../../../shared/contract/route.ts';
import { api } from '../../lib/api.ts';
import { useProjectId } from '../../lib/project.ts';

type LimitBody = BodyInput<typeof createLimit>;
type BudgetBody = BodyInput<typeof createBudget>;

function useRefresh(what: 'limits' | 'budgets' | 'cache'): () => Promise<void> {
  const projectId = useProjectId();
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: [what, projectId] });
}

/** The changes of limits; without an id a new one is made. */
export function useLimitActions() {
  const onSuccess = useRefresh('limits');
  return {
    save: useMutation({
      mutationFn: ({ id, body }: { id: string | null; body: LimitBody }) =>
        id === null ? api.call(createLimit, { body }) : api.call(putLimit, { params: { limitId: id }, body }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (limitId: string) => api.call(deleteLimit, { params: { limitId } }),
      onSuccess,
    }),
  };
}

/** The changes of budgets; without an id a new one is made. */
export function useBudgetActions() {
  const onSuccess = useRefresh('budgets');
  return {
    save: useMutation({
      mutationFn: ({ id, body }: { id: string | null; body: BudgetBody }) =>
        id === null ? api.call(createBudget, { body }) : api.call(putBudget, { params: { budgetId: id }, body }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (budgetId: string) => api.call(deleteBudget, { params: { budgetId } }),
      onSuccess,
    }),
  };
}

export function useCacheActions() {
  const onSuccess = useRefresh('cache');
  return {
    clear: useMutation({
      mutationFn: (namespace: string | null) =>
        api.call(clearCache, { query: namespace === null ? {} : { namespace } }),
      onSuccess,
    }),
    settings: useMutation({
      mutationFn: (body: BodyInput<typeof putCacheSettings>) => api.call(putCacheSettings, { body }),
      onSuccess,
    }),
  };
}
