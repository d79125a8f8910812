import type { CatalogueModel } from './catalogue.ts';

/** Made-up prices of about what a small model costs, so that costs can be tried; every cost is flagged `simulated`. */
const chatPrice = { inputUncached: '0.5', cacheRead: '0.05', outputText: '2' };
const embeddingPrice = { inputUncached: '0.1' };

const chatModels = {
  echo: { name: 'Sandbox Echo', tools: false, structuredOutput: false },
  lorem: { name: 'Sandbox Lorem', tools: false, structuredOutput: false },
  json: { name: 'Sandbox JSON', tools: false, structuredOutput: true },
  tools: { name: 'Sandbox Tools', tools: true, structuredOutput: false },
  slow: { name: 'Sandbox Slow', tools: false, structuredOutput: false },
  flaky: { name: 'Sandbox Flaky', tools: false, structuredOutput: false },
};

function sandboxModel(providerModelId: string, name: string): Omit<CatalogueModel, 'kind' | 'abilities' | 'price'> {
  return {
    id: `sandbox/${providerModelId}`,
    provider: 'sandbox',
    providerModelId,
    name,
    contextWindow: 128_000,
    maxOutputTokens: 8192,
    inputModalities: ['text'],
    outputModalities: ['text'],
    priceTableVersion: 'sandbox 1',
    isSimulated: true,
  };
}

/** The models of the sandbox provider (design §5): always there, never charged. */
export const sandboxModels: readonly CatalogueModel[] = [
  ...Object.entries(chatModels).map(
    ([id, { name, tools, structuredOutput }]): CatalogueModel => ({
      ...sandboxModel(id, name),
      kind: 'chat',
      abilities: { tools, structuredOutput, reasoning: false, vision: false, caching: false },
      price: { base: chatPrice, tiers: [], source: 'sandbox', effectiveFrom: null },
    }),
  ),
  {
    ...sandboxModel('embedding', 'Sandbox Embedding'),
    kind: 'embedding',
    maxOutputTokens: null,
    outputModalities: ['embedding'],
    abilities: { tools: false, structuredOutput: false, reasoning: false, vision: false, caching: false },
    price: { base: embeddingPrice, tiers: [], source: 'sandbox', effectiveFrom: null },
  },
];
