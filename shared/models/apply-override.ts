import type { Model, ModelOverride } from '../contract/models.ts';
import type { CatalogueModel } from './catalogue.ts';

/** An override as a project keeps it. */
export interface ModelOverrideRecord {
  projectId: string;
  modelId: string;
  override: ModelOverride;
  /** RFC 3339; part of the provenance of every cost computed from it. */
  updatedAt: string;
}

/** The model as the project sees it. Parts that the override does not name stay. */
export function applyOverride(
  model: CatalogueModel,
  record: Pick<ModelOverrideRecord, 'override' | 'updatedAt'> | undefined,
): Omit<Model, 'isAvailable'> {
  if (record === undefined) return { ...model, hasOverride: false };
  const { name, contextWindow, maxOutputTokens, price } = record.override;
  return {
    ...model,
    hasOverride: true,
    ...(name === undefined ? {} : { name }),
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(price === undefined ? {} : overriddenPrice(price, record.updatedAt)),
  };
}

/** `null` says that the price is not known: better no cost than a wrong one. */
function overriddenPrice(
  price: NonNullable<ModelOverride['price']> | null,
  updatedAt: string,
): Pick<Model, 'price' | 'priceTableVersion'> {
  if (price === null) return { price: null, priceTableVersion: null };
  return {
    price: { ...price, source: 'override', effectiveFrom: updatedAt.slice(0, 10) },
    priceTableVersion: `override of ${updatedAt}`,
  };
}
