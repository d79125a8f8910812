import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findProvider } from '@pydantic/genai-prices';
import repository from '../package.json' with { type: 'json' };
import type { BucketPrices, ModelPrice } from '../shared/contract/models.ts';
import type { CatalogueEntry, CatalogueFile } from '../shared/models/catalogue-file.ts';
import facts from '../shared/models/model-facts.json' with { type: 'json' };
import { convertGenaiPrice } from './convert-genai-price.ts';
import litellm from './data/litellm-facts.json' with { type: 'json' };

export const cataloguePath = resolve(import.meta.dirname, '../shared/models/catalogue.json');

/** Pinned exactly, so this is the version installed. */
const priceSource = `genai-prices ${repository.devDependencies['@pydantic/genai-prices']}`;
/** When version 0.1.8 was published: prices that start later are kept as announced. Move it with the package. */
export const priceTableDate = '2026-09-23';

type ModelFacts = (typeof facts.models)[number];
/** What LiteLLM's table says of a model. */
interface SecondOpinion {
  price: BucketPrices;
  batch?: Pick<ModelPrice, 'base' | 'tiers'>;
  deprecationDate?: string;
}

/** The catalogue as text: the same input gives the same bytes. */
export function generateCatalogue(): string {
  const catalogue: CatalogueFile = {
    priceSource,
    priceSourceDate: priceTableDate,
    batchSource: litellm.source,
    batchSourceDate: litellm.date,
    priceTableVersion: `${priceSource} (${priceTableDate})`,
    factsDate: facts.date,
    models: facts.models.map(toEntry).toSorted((a, b) => compare(idOf(a), idOf(b))),
  };
  const lines = catalogue.models.map((model) => JSON.stringify(model)).join(',\n');
  return `${JSON.stringify({ ...catalogue, models: [] }).slice(0, -2)}\n${lines}\n]}\n`;
}

function toEntry(model: ModelFacts): CatalogueEntry {
  const price = convertGenaiPrice(findPrices(model), priceTableDate);
  const second = secondOpinionOn(model);
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
    price: { ...price, ...batchOf(price, second) },
    ...(second?.deprecationDate === undefined ? {} : { deprecatedOn: second.deprecationDate }),
  };
}

function secondOpinionOn({ provider, modelId, priceId }: ModelFacts): SecondOpinion | undefined {
  return (litellm.models as Record<string, SecondOpinion>)[`${provider}/${modelId ?? priceId}`];
}

/**
 * Whoever contradicts the ordinary price of a model is not believed about its batch price, and one without the pictures of a
 * model that draws would charge them as text.
 */
function batchOf({ base }: Pick<ModelPrice, 'base'>, second: SecondOpinion | undefined): Pick<SecondOpinion, 'batch'> {
  const isAgreed = (['inputUncached', 'outputText'] as const).every(
    (bucket) => base[bucket] === undefined || second?.price[bucket] === base[bucket],
  );
  const hasPictures = base.imageOutput === undefined || second?.batch?.base.imageOutput !== undefined;
  return second?.batch && isAgreed && hasPictures ? { batch: second.batch } : {};
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
