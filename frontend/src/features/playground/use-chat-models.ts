import { useQuery } from '@tanstack/react-query';
import type { ModelUse } from '../../../../shared/contract/model-use.ts';
import type { Model } from '../../../../shared/contract/models.ts';
import { useProjectId } from '../../lib/project.ts';
import { modelUseQuery } from '../models/model-use-query.ts';
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

/**
 * The model to start with: of the real ones that answer, the one that is called most, else the sandbox's plain text. That a
 * provider is connected does not say that it answers. Null as long as nobody knows.
 */
export function useDefaultModel(models: readonly Model[] | null): Model | null {
  // Looked at once: a model that fails must not be exchanged while somebody writes to it.
  const use = useQuery({ ...modelUseQuery(useProjectId(), 1), staleTime: Number.POSITIVE_INFINITY });
  return models === null || use.isPending ? null : defaultModel(models, use.data ?? []);
}

export function defaultModel(models: readonly Model[], uses: readonly ModelUse[]): Model | null {
  const callable = sortModels(models.filter((model) => model.isAvailable && !isRouteChoice(model)));
  const byId = new Map(callable.map((model) => [model.id, model]));
  const [working] = uses
    .map((use) => ({ model: byId.get(use.model), answered: answeredCount(use) }))
    .filter(({ model, answered }) => model?.isSimulated === false && answered > 0)
    .toSorted((a, b) => b.answered - a.answered);
  return (
    working?.model ??
    byId.get('sandbox/lorem') ??
    callable.find(({ isSimulated }) => isSimulated) ??
    callable[0] ??
    null
  );
}

/** What a sender made up says nothing of the provider; failures may be of that, too, and are taken to be of real calls. */
function answeredCount({ callCount, simulatedCallCount, failureCount, callerErrorCount }: ModelUse): number {
  return callCount - simulatedCallCount - failureCount - callerErrorCount;
}
