import { describe, expect, test } from 'vitest';
import type { ModelOverride } from '../contract/models.ts';
import { modelSchema } from '../contract/models.ts';
import { normalizeUsage } from '../pricing/normalize-usage.ts';
import { priceUsage } from '../pricing/price-usage.ts';
import { applyOverride, type ModelOverrideRecord } from './apply-override.ts';
import { catalogueModels, findModel } from './catalogue.ts';
import { findProjectModel, listProjectModels, type ProjectView } from './project-models.ts';
import { splitModelId, unlistedModel } from './unlisted-model.ts';

const updatedAt = '2026-11-21T10:00:00.000Z';
const overrideOf = (modelId: string, override: ModelOverride): ModelOverrideRecord => ({
  projectId: 'p',
  modelId,
  override,
  updatedAt,
});
const view = (part: Partial<ProjectView> = {}): ProjectView => ({ providers: [], overrides: [], ...part });

describe('applyOverride', () => {
  const model = unlistedModel('mock', 'm');

  test('without one the model stays as it is', () => {
    expect(applyOverride(model, undefined)).toEqual({ ...model, hasOverride: false });
  });

  test('parts that it does not name stay', () => {
    const record = overrideOf('mock/m', { name: 'Mine', contextWindow: 4096 });

    expect(applyOverride({ ...model, maxOutputTokens: 7 }, record)).toMatchObject({
      name: 'Mine',
      contextWindow: 4096,
      maxOutputTokens: 7,
      price: null,
      hasOverride: true,
    });
  });

  test('a price carries where it is from', () => {
    const record = overrideOf('mock/m', { maxOutputTokens: null, price: { base: { inputUncached: '1' }, tiers: [] } });

    expect(applyOverride(model, record)).toMatchObject({
      price: {
        base: { inputUncached: '1' },
        tiers: [],
        source: 'override',
        sourceDate: '2026-11-21',
        effectiveFrom: '2026-11-21',
      },
      priceTableVersion: `override of ${updatedAt}`,
    });
  });

  test('a price of null says that it is not known', () => {
    const known = findModel('openai/gpt-5');
    if (!known) throw new Error('gpt-5 is missing');

    expect(applyOverride(known, overrideOf(known.id, { price: null }))).toMatchObject({
      price: null,
      priceTableVersion: null,
    });
  });
});

describe('prices with dates', () => {
  const usage = normalizeUsage({ input: 1_000_000, output: 0 });
  const costAt = (override: ModelOverride, day: string, id = 'openai/gpt-5') => {
    const model = findProjectModel(id, view({ overrides: [overrideOf(id, override)] }));
    if (!model) throw new Error(`${id} is missing`);
    const cost = priceUsage({ ...model, usage, at: Date.parse(`${day}T12:00:00Z`) });
    return { usd: cost.totalNanoUsd === null ? null : cost.totalNanoUsd / 1e9, tier: cost.tier, flags: cost.flags };
  };
  const dated = (from: string, usd: string) => ({ from, base: { inputUncached: usd }, tiers: [] });

  test('hold from their days on, whatever order they are given in; before them the catalogue’s holds', () => {
    const override = { prices: [dated('2026-12-01', '9'), dated('2026-11-01', '7')] };

    expect(['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map((day) => costAt(override, day).usd)).toEqual([
      1.25, 7, 7, 9,
    ]);
    expect(costAt(override, '2026-12-01').tier).toBe('from 2026-12-01');
  });

  test('follow upon the price that the override gives for now', () => {
    const override = { price: { base: { inputUncached: '5' }, tiers: [] }, prices: [dated('2026-12-01', '9')] };

    expect(['2026-11-30', '2026-12-01'].map((day) => costAt(override, day).usd)).toEqual([5, 9]);
  });

  test('win over what the catalogue has announced', () => {
    const override = { prices: [dated('2026-12-01', '9')] };

    expect(costAt(override, '2027-01-02', 'google/gemini-3.6-flash').usd).toBe(9);
  });

  test('say where they are from, beside the table they change', () => {
    const model = applyOverride(
      unlistedModel('mock', 'm'),
      overrideOf('mock/m', { prices: [dated('2026-12-01', '9')] }),
    );

    expect(model.price?.periods).toEqual([
      { from: '2026-12-01', base: { inputUncached: '9' }, tiers: [], daily: null, source: 'override' },
    ]);
    expect(model.priceTableVersion).toBe(`override of ${updatedAt}`);
  });

  test('leave the cost of an unlisted model unknown before the first of them', () => {
    const override = { prices: [dated('2026-12-01', '9')] };

    expect(costAt(override, '2026-11-30', 'mock/m')).toMatchObject({ usd: null, flags: ['missing_bucket_price'] });
  });
});

describe('listProjectModels', () => {
  test('without providers only the sandbox is available', () => {
    const models = listProjectModels(view());

    expect(models).toHaveLength(catalogueModels.length);
    expect(models.filter((model) => model.isAvailable).every((model) => model.provider === 'sandbox')).toBe(true);
    expect(models.some((model) => model.isAvailable)).toBe(true);
  });

  test('a connected provider makes its catalogue models available and adds those that it names', () => {
    const models = listProjectModels(view({ providers: [{ id: 'openai', models: ['ft:gpt-5:acme', 'o*'] }] }));
    const available = models.filter((model) => model.isAvailable).map((model) => model.id);

    expect(available).toContain('openai/gpt-5');
    expect(available).toContain('openai/ft:gpt-5:acme');
    expect(models.map((model) => model.id)).not.toContain('openai/o*');
  });

  test('names a described model even where nothing serves it, each once, sorted', () => {
    const overrides = [overrideOf('mine/m', { name: 'Mine' }), overrideOf('openai/gpt-5', { name: 'Ours' })];
    const models = listProjectModels(view({ overrides, providers: [{ id: 'mine', models: ['m', 'm'] }] }));
    const ids = models.map((model) => model.id);

    expect(ids).toEqual([...new Set(ids)].sort());
    expect(models.find((model) => model.id === 'mine/m')).toMatchObject({ name: 'Mine', isAvailable: true });
    expect(models.find((model) => model.id === 'openai/gpt-5')).toMatchObject({ name: 'Ours', hasOverride: true });
    for (const model of models) modelSchema.parse(model);
  });

  test('an id without a provider is no model', () => {
    expect(listProjectModels(view({ overrides: [overrideOf('nonsense', {})] }))).toHaveLength(catalogueModels.length);
  });
});

describe('findProjectModel', () => {
  test.each([
    ['any model of a wildcard', 'mock/anything/at:all', ['*'], true],
    ['a model under a prefix', 'mock/llama-4', ['llama-*'], true],
    ['a named model', 'mock/m', ['m'], true],
    ['another model', 'mock/other', ['m'], false],
  ])('%s', (_, id, models, isKnown) => {
    const model = findProjectModel(id, view({ providers: [{ id: 'mock', models }] }));

    if (isKnown) expect(model).toMatchObject({ id, isAvailable: true, price: null, priceTableVersion: null });
    else expect(model).toBeNull();
  });

  test('a catalogue model is found though no provider serves it; a sandbox model that is none is not', () => {
    expect(findProjectModel('openai/gpt-5', view())).toMatchObject({ isAvailable: false });
    expect(findProjectModel('sandbox/none', view())).toBeNull();
    expect(findProjectModel('none', view())).toBeNull();
  });

  test('a described model is found though no provider serves it', () => {
    const overrides = [overrideOf('mine/m', { name: 'Mine' })];

    expect(findProjectModel('mine/m', view({ overrides }))).toMatchObject({ name: 'Mine', isAvailable: false });
  });
});

test.each([
  ['openai/gpt-5', { provider: 'openai', providerModelId: 'gpt-5' }],
  ['groq/openai/gpt-oss-20b', { provider: 'groq', providerModelId: 'openai/gpt-oss-20b' }],
  ['gpt-5', null],
  ['/gpt-5', null],
  ['openai/', null],
])('splitModelId(%s)', (id, parts) => {
  expect(splitModelId(id)).toEqual(parts);
});
