import { resolve } from 'node:path';
import { findProvider } from '@pydantic/genai-prices';
import type { ListedPrice, PriceTableFile } from '../shared/models/price-table-file.ts';
import { convertGenaiPrice } from './convert-genai-price.ts';
import { priceTableDate } from './generate-catalogue.ts';

export const priceTablePath = resolve(import.meta.dirname, '../shared/models/price-table.json');

/** The package lists no providers; these are those of its 0.1.8 that answer with models. */
const providerIds = [
  ...['anthropic', 'avian', 'aws', 'azure', 'cerebras', 'cohere', 'deepseek', 'fireworks', 'google', 'groq', 'minimax'],
  ...[
    'mistral',
    'moonshotai',
    'novita',
    'openai',
    'openrouter',
    'ovhcloud',
    'perplexity',
    'together',
    'voyageai',
    'x-ai',
  ],
  'zai',
];

/** Every price of the package with the names that it is for, as text: the same input gives the same bytes. */
export function generatePriceTable(): string {
  const providers = Object.fromEntries(providerIds.map((id) => [id, toTable(id)]));
  const lines = Object.entries(providers).map(([id, table]) => `${JSON.stringify(id)}:${JSON.stringify(table)}`);
  return `{"providers":{\n${lines.join(',\n')}\n}}\n`;
}

function toTable(providerId: string): PriceTableFile['providers'][string] {
  const provider = findProvider({ providerId });
  if (!provider) throw new Error(`The package has no provider ${providerId}.`);
  const models = provider.models.map(toListedPrice);
  return { fallbacks: provider.fallback_model_providers ?? [], models };
}

function toListedPrice({
  id,
  match,
  prices,
}: NonNullable<ReturnType<typeof findProvider>>['models'][number]): ListedPrice {
  const { tiers, effectiveFrom, ...price } = convertGenaiPrice(prices, priceTableDate);
  const isOfItsId = 'equals' in match && match.equals === id;
  return {
    id,
    ...(isOfItsId ? {} : { match }),
    price: { ...price, ...(tiers.length > 0 ? { tiers } : {}), ...(effectiveFrom === null ? {} : { effectiveFrom }) },
  };
}
