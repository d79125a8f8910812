import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findProvider } from '@pydantic/genai-prices';
import repository from '../package.json' with { type: 'json' };
import type { CatalogueEntry, CatalogueFile } from '../shared/models/catalogue-file.ts';
import facts from '../shared/models/model-facts.json' with { type: 'json' };
import { convertGenaiPrice } from './convert-genai-price.ts';

export const cataloguePath = resolve(import.meta.dirname, '../shared/models/catalogue.json');

/** Pinned exactly, so this is the version installed. */
const priceSource = `genai-prices ${repository.devDependencies['@pydantic/genai-prices']}`;
/** When version 0.1.8 was published: prices that start later are kept as announced. Move it with the package. */
const priceTableDate = '2026-09-23';

type ModelFacts = (typeof facts.models)[number];

/** The catalogue as text: the same input gives the same bytes. */
export function generateCatalogue(): string {
  const catalogue: CatalogueFile = {
    priceSource,
    priceTableVersion: `${priceSource} (${priceTableDate})`,
    factsDate: facts.date,
    models: facts.models.map(toEntry).toSorted((a, b) => compare(idOf(a), idOf(b))),
  };
  const lines = catalogue.models.map((model) => JSON.stringify(model)).join(',\n');
  return `${JSON.stringify({ ...catalogue, models: [] }).slice(0, -2)}\n${lines}\n]}\n`;
}

function toEntry(model: ModelFacts): CatalogueEntry {
  const price = convertGenaiPrice(findPrices(model), priceTableDate);
  const hasImages = model.vision === true || price.base.imageInput !== undefined;
  return {
    provider: model.provider,
    providerModelId: model.modelId ?? model.priceId,
    name: model.name,
    kind: model.kind === 'embedding' ? 'embedding' : 'chat',
    contextWindow: model.contextWindow,
    maxOutputTokens: model.maxOutputTokens,
    inputModalities: [
      'text',
      ...(hasImages ? (['image'] as const) : []),
      ...(price.base.audioInput === undefined ? [] : (['audio'] as const)),
    ],
    abilities: {
      tools: model.tools,
      structuredOutput: model.structuredOutput,
      reasoning: model.reasoning,
      vision: model.vision,
      caching: price.base.cacheRead === undefined ? null : true,
    },
    price,
  };
}

function findPrices({ provider, priceId }: ModelFacts) {
  const found = findProvider({ providerId: provider })?.models.find((each) => each.id === priceId);
  if (!found) throw new Error(`${priceSource} has no model ${provider}/${priceId}.`);
  return found.prices;
}

function idOf(entry: CatalogueEntry): string {
  return `${entry.provider}/${entry.providerModelId}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}

if (import.meta.main) writeFileSync(cataloguePath, generateCatalogue());
