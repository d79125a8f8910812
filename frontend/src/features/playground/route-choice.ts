import type { Model } from '../../../../shared/contract/models.ts';
import { autoModel } from '../../../../shared/contract/route-config.ts';

/** Stands where a model has its provider: which one answers is decided by call. */
const chooses = 'route';

/** A route as the picker offers it, among the models. Its price and abilities are those of what it chooses. */
export function routeChoice(name: string, label = `Route ${name}`): Model {
  return {
    ...{ id: name, provider: chooses, providerModelId: name, name: label, kind: 'chat' },
    ...{ contextWindow: null, maxOutputTokens: null, inputModalities: ['text'], outputModalities: ['text'] },
    abilities: { tools: null, structuredOutput: null, reasoning: null, vision: null, caching: null },
    ...{ price: null, priceTableVersion: null, isSimulated: false, hasOverride: false, isAvailable: true },
  };
}

export const autoChoice = routeChoice(autoModel, 'Auto: the cheapest that can do what the call needs');

/** Whether the model that answers is chosen by call: a route, or `auto`. */
export function isRouteChoice({ provider }: Pick<Model, 'provider'>): boolean {
  return provider === chooses;
}
