import type { Model } from '../contract/models.ts';

/** Why calls pass over a model that is configured, as the project is now; null if it can be called. */
export function describeMissingModel(
  modelId: string,
  model: Pick<Model, 'isAvailable' | 'provider'> | null,
): string | null {
  if (model === null) return `the project knows no model "${modelId}"; calls pass it over until a provider serves it`;
  return model.isAvailable ? null : `calls pass it over until the provider "${model.provider}" is connected`;
}
