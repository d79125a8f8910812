import type { Model } from '../contract/models.ts';
import { canonicalModelNames } from './canonical-model-names.ts';
import { canonicalProvider } from './canonical-provider.ts';
import catalogueJson from './catalogue.json' with { type: 'json' };
import type { CatalogueEntry, CatalogueFile } from './catalogue-file.ts';
import { sandboxModels } from './sandbox-models.ts';

/** A model as Signalbox knows it, before a project has its say. */
export type CatalogueModel = Omit<Model, 'hasOverride' | 'isAvailable'>;

// The file is checked against the generator and the contract by tests; parsing it at every cold start would cost more
// than reading it.
const file = catalogueJson as unknown as CatalogueFile;

export const priceTableVersion = file.priceTableVersion;
export const priceSource = { source: file.priceSource, sourceDate: file.priceSourceDate };

/** Every model that is known without asking a provider, the sandbox's first. */
export const catalogueModels: readonly CatalogueModel[] = [...sandboxModels, ...file.models.map(toModel)];

function toModel({ price, ...entry }: CatalogueEntry): CatalogueModel {
  const drawsPictures = price?.base.imageOutput !== undefined;
  return {
    ...entry,
    id: `${entry.provider}/${entry.providerModelId}`,
    outputModalities:
      entry.kind === 'embedding' ? ['embedding'] : ['text', ...(drawsPictures ? (['image'] as const) : [])],
    price: price && toPrice(price),
    priceTableVersion: file.priceTableVersion,
    isSimulated: false,
  };
}

function toPrice({ batch, ...price }: NonNullable<CatalogueEntry['price']>): NonNullable<Model['price']> {
  const { priceSource: source, priceSourceDate: sourceDate, batchSource, batchSourceDate } = file;
  if (batch === undefined) return { ...price, source, sourceDate };
  return { ...price, source, sourceDate, batch: { ...batch, source: batchSource, sourceDate: batchSourceDate } };
}

const byId = new Map(catalogueModels.map((model) => [model.id, model]));
let byProviderAndName: ReadonlyMap<string, CatalogueModel> | undefined;

/** Finds a model by its exact id. */
export function findModel(id: string): CatalogueModel | undefined {
  return byId.get(id);
}

/**
 * Finds a model by what a provider or an instrumentation calls both: in any case, with a prefix such as `models/`, as a
 * dated snapshot (`gpt-5-2025-08-07`), and under the providers' other names.
 */
export function findModelByProvider(provider: string, providerModelId: string): CatalogueModel | undefined {
  const slug = canonicalProvider(provider);
  const exact = byId.get(`${slug}/${providerModelId}`);
  if (exact) return exact;
  byProviderAndName ??= indexByName();
  for (const name of canonicalModelNames(providerModelId)) {
    const found = byProviderAndName.get(`${slug}/${name}`);
    if (found) return found;
  }
  return undefined;
}

function indexByName(): Map<string, CatalogueModel> {
  const index = new Map<string, CatalogueModel>();
  for (const model of catalogueModels) {
    for (const name of canonicalModelNames(model.providerModelId)) {
      const key = `${model.provider}/${name}`;
      // A snapshot of its own price must not answer for the model it is a snapshot of.
      if (!index.has(key) || name === model.providerModelId.toLowerCase()) index.set(key, model);
    }
  }
  return index;
}
