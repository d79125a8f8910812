import { canonicalModelNames } from './canonical-model-names.ts';
import { canonicalProvider } from './canonical-provider.ts';
import { type CatalogueModel, findModelByProvider, priceSource, priceTableVersion } from './catalogue.ts';
import { matchesClause } from './match-clause.ts';
import priceTableJson from './price-table.json' with { type: 'json' };
import type { ListedPrice, PriceTableFile } from './price-table-file.ts';
import { unlistedModel } from './unlisted-model.ts';

// A test holds that the file is what the generator makes.
const { providers } = priceTableJson as unknown as PriceTableFile;

/** Senders make names up, so that not all of them can be remembered. */
const maxRemembered = 5_000;
const remembered = new Map<string, CatalogueModel | undefined>();

/**
 * Finds the price of a model that was called elsewhere, by what an instrumentation calls provider and model: the
 * catalogue's; else that of a model which is no longer offered or not in the catalogue; else, where a provider serves the
 * models of others at their prices (Azure those of OpenAI), theirs.
 */
export function findListedModel(provider: string, name: string): CatalogueModel | undefined {
  const key = `${provider}\n${name}`;
  if (!remembered.has(key)) {
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(key, find(canonicalProvider(provider), name));
  }
  return remembered.get(key);
}

function find(provider: string, name: string): CatalogueModel | undefined {
  return (
    findOwn(provider, name) ??
    listed(provider)?.fallbacks.reduce<CatalogueModel | undefined>((found, maker) => {
      return found ?? servedAs(provider, findOwn(maker, name));
    }, undefined)
  );
}

function findOwn(provider: string, name: string): CatalogueModel | undefined {
  return findModelByProvider(provider, name) ?? findInTable(provider, name);
}

/** Somebody may call their provider `constructor`. */
function listed(provider: string) {
  return Object.hasOwn(providers, provider) ? providers[provider] : undefined;
}

function findInTable(provider: string, name: string): CatalogueModel | undefined {
  const models = listed(provider)?.models ?? [];
  for (const each of canonicalModelNames(name)) {
    const found = models.find(({ id, match = { equals: id } }) => matchesClause(match, each));
    if (found) return toModel(provider, found);
  }
  return undefined;
}

function toModel(provider: string, { id, price }: ListedPrice): CatalogueModel {
  const { source, sourceDate } = priceSource;
  const whole = { tiers: [], effectiveFrom: null, ...price, source, sourceDate };
  return { ...unlistedModel(provider, id), price: whole, priceTableVersion };
}

/** The maker's price, of a model that an override of the serving provider names. */
function servedAs(provider: string, model: CatalogueModel | undefined): CatalogueModel | undefined {
  return model && { ...model, provider, id: `${provider}/${model.providerModelId}` };
}
