import type { Model } from '../contract/models.ts';

type Price = NonNullable<Model['price']>;

/** A model as `catalogue.json` keeps it: what cannot be derived from the rest. */
export interface CatalogueEntry
  extends Pick<
    Model,
    | 'provider'
    | 'providerModelId'
    | 'name'
    | 'kind'
    | 'contextWindow'
    | 'maxOutputTokens'
    | 'inputModalities'
    | 'abilities'
    | 'deprecatedOn'
  > {
  price: (Omit<Price, 'source' | 'sourceDate' | 'batch'> & { batch?: Pick<Price, 'base' | 'tiers'> }) | null;
}

/** Made by `scripts/generate-catalogue.ts`. */
export interface CatalogueFile {
  priceSource: string;
  /** When the source was published. */
  priceSourceDate: string;
  priceTableVersion: string;
  batchSource: string;
  batchSourceDate: string;
  factsDate: string;
  models: CatalogueEntry[];
}
