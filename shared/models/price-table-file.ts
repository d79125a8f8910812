import type { CatalogueEntry } from './catalogue-file.ts';
import type { MatchClause } from './match-clause.ts';

/** A price and the names that it is for. */
export interface ListedPrice {
  id: string;
  match: MatchClause;
  price: Omit<NonNullable<CatalogueEntry['price']>, 'batch'>;
}

/** `price-table.json`, made by `scripts/generate-price-table.ts`. */
export interface PriceTableFile {
  providers: Record<
    string,
    { /** Whose prices hold for what it serves besides. */ fallbacks: string[]; models: ListedPrice[] }
  >;
}
