import { readFileSync } from 'node:fs';
import { calcPrice, findProvider } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { catalogueModels, findModelByProvider } from '../shared/models/catalogue.ts';
import { cataloguePath, generateCatalogue } from './generate-catalogue.ts';

test('catalogue.json is what the script makes; otherwise run `npm run generate`', () => {
  expect(readFileSync(cataloguePath, 'utf8')).toBe(generateCatalogue());
});

/** Every name that the package prices models of a provider by. */
function namesOf(provider: string): string[] {
  const models = findProvider({ providerId: provider })?.models ?? [];
  const names = models.flatMap((model) => [
    model.id,
    ...[...JSON.stringify(model.match).matchAll(/"equals":"([^"]+)"/g)].map(([, name = '']) => name),
  ]);
  return names.filter((name) => costOf(provider, name) !== undefined);
}

function costOf(provider: string, model: string): number | undefined {
  const usage = { input_tokens: 1_000_000, cache_read_tokens: 400_000, output_tokens: 1_000 };
  return calcPrice(usage, model, { providerId: provider })?.total_price;
}

test('no other name of a model, such as a dated snapshot, resolves to one of another price', () => {
  const providers = new Set(catalogueModels.filter((model) => !model.isSimulated).map((model) => model.provider));
  const resolved = [...providers].flatMap((provider) =>
    namesOf(provider).flatMap((name) => {
      const found = findModelByProvider(provider, name);
      return found ? [{ provider, name, found: found.providerModelId }] : [];
    }),
  );

  expect(resolved.length).toBeGreaterThan(90);
  for (const { provider, name, found } of resolved) {
    expect(costOf(provider, found), `${provider}/${name}`).toBe(costOf(provider, name));
  }
});
