import type { CatalogueEntry } from './catalogue-file.ts';
import type { MatchClause } from './match-clause.ts';

type Price = Omit<NonNullable<CatalogueEntry['price']>, 'batch'>;

/** A price and the names that it is for. What is empty is left out: the file is read at each cold start. */
export interface ListedPrice {
  id: string;
  /** Left out where the price is for the id alone. */
  match?: MatchClause;
  price: Omit<Price, 'tiers' | 'effectiveFrom'> & Partial<Pick<Price, 'tiers' | 'effectiveFrom'>>;
}

/** `price-table.json`, made by `scripts/generate-price-table.ts`. */
export interface PriceTableFile {
  providers: Record<
    string,
    { /** Whose prices hold for what it serves besides. */ fallbacks: string[]; models: ListedPrice[] }
  >;
}
