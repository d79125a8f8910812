import type { Model } from '../../../../shared/contract/models.ts';
import { routeChoice } from './route-choice.ts';

/** What an id names that is in no list: a provider that serves any model has more of them than the catalogue. Null if it is no id. */
export function typedModel(id: string): Model | null {
  const [, provider, providerModelId] = /^([a-z0-9-]+)\/(\S+)$/.exec(id) ?? [];
  if (provider === undefined || providerModelId === undefined) return null;
  return { ...routeChoice(id, id), provider, providerModelId };
}
