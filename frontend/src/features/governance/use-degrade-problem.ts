import { useQueries, useQuery } from '@tanstack/react-query';
import { useProjectId } from '../../lib/project.ts';
import { useSettled } from '../../lib/use-settled.ts';
import { modelQuery } from '../models/models-query.ts';
import { routesQuery } from '../routing/routing-query.ts';
import { type Degrading, degradeModels, degradeProblem } from './degrade-problem.ts';

const pauseMs = 500;

/**
 * Why no call goes where a budget sends it, as the project is now; after a pause in typing. Null where there is nothing to
 * say, undefined while it is not known.
 */
export function useDegradeProblem({ to, unpricedCalls }: Degrading): string | null | undefined {
  const projectId = useProjectId();
  const settled = useSettled(to, pauseMs);
  const routes = useQuery({ ...routesQuery(projectId), enabled: settled !== '' });
  const known = routes.data?.items ?? [];
  const names = routes.isPending ? [] : degradeModels(settled, known);
  const models = useQueries({ queries: names.map((name) => modelQuery(projectId, name)) });
  if (to === '') return null;
  if (settled !== to || routes.isPending || models.some(({ isPending }) => isPending)) return undefined;
  return degradeProblem({ to, unpricedCalls }, known, (name) => models[names.indexOf(name)]?.data);
}
