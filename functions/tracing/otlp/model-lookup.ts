import type { Model } from '../../../shared/contract/models.ts';
import type { Span } from '../../../shared/contract/span.ts';
import { applyOverride, type ModelOverrideRecord } from '../../../shared/models/apply-override.ts';
import { canonicalProvider } from '../../../shared/models/canonical-provider.ts';
import { findModelByProvider } from '../../../shared/models/catalogue.ts';
import { unlistedModel } from '../../../shared/models/unlisted-model.ts';

export type PricedModel = Pick<Model, 'price' | 'priceTableVersion' | 'isSimulated'>;
export type ModelLookup = (call: NonNullable<Span['model']>) => PricedModel | null;

/** Finds the model that answered, else the one that was asked for, with the project's own prices. */
export function createModelLookup(overrides: readonly ModelOverrideRecord[]): ModelLookup {
  const byId = new Map(overrides.map((record) => [record.modelId, record]));
  const find = (provider: string, name: string): PricedModel | null => {
    const slug = canonicalProvider(provider);
    const known = findModelByProvider(provider, name);
    const record = byId.get(known?.id ?? `${slug}/${name}`);
    if (known === undefined && record === undefined) return null;
    return applyOverride(known ?? unlistedModel(slug, name), record);
  };
  return ({ provider, answeringModel, requestedModel }) =>
    (answeringModel === null ? null : find(provider, answeringModel)) ?? find(provider, requestedModel);
}
