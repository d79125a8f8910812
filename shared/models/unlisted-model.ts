import type { CatalogueModel } from './catalogue.ts';

/** The two parts of a model id; a provider's own id may hold further slashes. Null if it has no slash. */
export function splitModelId(id: string): { provider: string; providerModelId: string } | null {
  const slash = id.indexOf('/');
  if (slash <= 0 || slash === id.length - 1) return null;
  return { provider: id.slice(0, slash), providerModelId: id.slice(slash + 1) };
}

/** A model that a provider serves and the catalogue does not know: nothing about it is claimed, its price least of all. */
export function unlistedModel(provider: string, providerModelId: string): CatalogueModel {
  return {
    id: `${provider}/${providerModelId}`,
    provider,
    providerModelId,
    name: providerModelId,
    kind: 'chat',
    contextWindow: null,
    maxOutputTokens: null,
    inputModalities: ['text'],
    outputModalities: ['text'],
    abilities: { tools: null, structuredOutput: null, reasoning: null, vision: null, caching: null },
    price: null,
    priceTableVersion: null,
    isSimulated: false,
  };
}
