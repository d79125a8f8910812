import { queryOptions } from '@tanstack/react-query';
import { getBudgetStatus, listBudgets, listLimitCounters, listLimits } from '../../../../shared/contract/governance.ts';
import { getCache } from '../../../../shared/contract/response-cache.ts';
import { api } from '../../lib/api.ts';

/** A minute is soon over. */
const limitsRefetchInterval = 5_000;

export function limitsQuery(projectId: string) {
  return queryOptions({
    queryKey: ['limits', projectId],
    queryFn: ({ signal }) => api.call(listLimits, { signal }),
    refetchInterval: limitsRefetchInterval,
  });
}

/** The same without looking again and again, where only the names matter. */
export function limitNamesQuery(projectId: string) {
  return queryOptions({ ...limitsQuery(projectId), refetchInterval: false, staleTime: 60_000 });
}

/** What each key has used of a limit, or one key or user; without `subject`, of all keys. */
export function limitCountersQuery(projectId: string, limitId: string, subject: string | undefined) {
  return queryOptions({
    queryKey: ['limits', projectId, limitId, subject ?? null],
    queryFn: ({ signal }) =>
      api.call(listLimitCounters, {
        ...{ params: { limitId }, signal },
        query: subject === undefined ? {} : { subject },
      }),
    refetchInterval: limitsRefetchInterval,
  });
}

/** Money is spent all the time; what is shown is not older than this. */
const refetchInterval = 15_000;

export function budgetsQuery(projectId: string) {
  return queryOptions({
    queryKey: ['budgets', projectId],
    queryFn: ({ signal }) => api.call(listBudgets, { signal }),
    refetchInterval,
  });
}

/** The same without looking again and again, where only the names matter. */
export function budgetNamesQuery(projectId: string) {
  return queryOptions({ ...budgetsQuery(projectId), refetchInterval: false, staleTime: 60_000 });
}

export function budgetStatusQuery(projectId: string, budgetId: string) {
  return queryOptions({
    queryKey: ['budgets', projectId, budgetId],
    queryFn: ({ signal }) => api.call(getBudgetStatus, { params: { budgetId }, signal }),
    refetchInterval,
  });
}

export function cacheQuery(projectId: string) {
  return queryOptions({
    queryKey: ['cache', projectId],
    queryFn: ({ signal }) => api.call(getCache, { signal }),
    refetchInterval,
  });
}
