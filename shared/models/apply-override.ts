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
  const { name, contextWindow, maxOutputTokens, price, prices = [] } = record.override;
  const priced = price === undefined ? model : { ...model, ...overriddenPrice(price, record.updatedAt) };
  return {
    ...model,
    hasOverride: true,
    ...(name === undefined ? {} : { name }),
    ...(contextWindow === undefined ? {} : { contextWindow }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...withDatedPrices(priced, prices, record.updatedAt),
  };
}

/** `null` says that the price is not known: better no cost than a wrong one. */
function overriddenPrice(
  price: NonNullable<ModelOverride['price']> | null,
  updatedAt: string,
): Pick<Model, 'price' | 'priceTableVersion'> {
  if (price === null) return { price: null, priceTableVersion: null };
  return {
    price: { ...price, source: 'override', sourceDate: updatedAt.slice(0, 10), effectiveFrom: updatedAt.slice(0, 10) },
    priceTableVersion: `override of ${updatedAt}`,
  };
}

type Priced = Pick<Model, 'price' | 'priceTableVersion'>;

/** Dated prices come last, so that from their days on they win over whatever the catalogue has announced. */
function withDatedPrices(
  { price, priceTableVersion }: Priced,
  prices: NonNullable<ModelOverride['prices']>,
  updatedAt: string,
): Priced {
  if (prices.length === 0) return { price, priceTableVersion };
  const periods = prices
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map((each) => ({ ...each, daily: null, source: 'override' }));
  // Before the first of its days a model without a price has none: an empty base leaves the cost unknown.
  const before = price ?? { base: {}, tiers: [], source: 'override', effectiveFrom: null };
  const version = `override of ${updatedAt}`;
  return {
    price: { ...before, periods: [...(before.periods ?? []), ...periods] },
    priceTableVersion:
      priceTableVersion === null || priceTableVersion === version ? version : `${priceTableVersion}, ${version}`,
  };
}
