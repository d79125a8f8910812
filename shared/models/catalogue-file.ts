import type { Model } from '../contract/models.ts';

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
  > {
  price: Omit<NonNullable<Model['price']>, 'source'> | null;
}

/** Made by `scripts/generate-catalogue.ts`. */
export interface CatalogueFile {
  priceSource: string;
  priceTableVersion: string;
  factsDate: string;
  models: CatalogueEntry[];
}
