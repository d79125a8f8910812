import { useQuery } from '@tanstack/react-query';
import type { Model } from '../../../../shared/contract/models.ts';
import { useProjectId } from '../../lib/project.ts';
import { modelsQuery } from '../models/models-query.ts';
import { routesQuery } from '../routing/routing-query.ts';
import { autoChoice, isRouteChoice, routeChoice } from './route-choice.ts';

/** The project's routes and `auto`, then chat models, those that can be called first; simulated ones after real ones. */
export function useChatModels() {
  const projectId = useProjectId();
  const query = useQuery(modelsQuery(projectId));
  // Without its routes the playground still works.
  const routes = useQuery(routesQuery(projectId)).data?.items ?? [];
  const choices = [...routes.map(({ name }) => routeChoice(name)), autoChoice];
  const models = query.data ? sortModels(query.data.items.filter(({ kind }) => kind === 'chat')) : null;
  return { ...query, models: models === null ? null : [...choices, ...models] };
}

export function sortModels(models: readonly Model[]): Model[] {
  const rank = (model: Model) => (model.isAvailable ? 0 : 2) + (model.isSimulated ? 1 : 0);
  return models.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

/** The model to start with: the first real one that is connected, else the sandbox's plain text. */
export function defaultModel(models: readonly Model[]): Model | null {
  const callable = models.filter((model) => model.isAvailable && !isRouteChoice(model));
  const available = sortModels(callable);
  const real = available.find(({ isSimulated }) => !isSimulated);
  return real ?? available.find(({ id }) => id === 'sandbox/lorem') ?? available[0] ?? null;
}
