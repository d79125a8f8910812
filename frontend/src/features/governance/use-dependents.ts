import { useQuery } from '@tanstack/react-query';
import { useProjectId } from '../../lib/project.ts';
import { routesQuery } from '../routing/routing-query.ts';
import { type Dependents, dependentsOfProvider, dependentsOfRoute } from './dependents.ts';
import { budgetNamesQuery } from './governance-query.ts';

/** Undefined while it is being read; what cannot be read keeps nobody from removing something. */
export function useProviderDependents(providerId: string): Dependents | undefined {
  const projectId = useProjectId();
  const routes = useQuery(routesQuery(projectId));
  const budgets = useBudgets(projectId);
  if (routes.isPending || budgets === undefined) return undefined;
  return dependentsOfProvider(providerId, { routes: routes.data?.items ?? [], budgets });
}

export function useRouteDependents(name: string): Dependents | undefined {
  const budgets = useBudgets(useProjectId());
  return budgets && dependentsOfRoute(name, budgets);
}

function useBudgets(projectId: string) {
  const { isPending, data } = useQuery(budgetNamesQuery(projectId));
  return isPending ? undefined : (data?.items ?? []).map(({ budget }) => budget);
}
