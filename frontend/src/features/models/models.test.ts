import { describe, expect, it } from 'vitest';
import type { Model } from '../../../../shared/contract/models.ts';
import { modelOverrideSchema } from '../../../../shared/contract/models.ts';
import { hoverText } from '../../lib/figures/figure.ts';
import { countUnknown, filterModels, fromSort, sortModels, toSort } from './filter-models.ts';
import { parseModelsSearch } from './models-search.ts';
import { toForm, toOverride } from './override-form.ts';
import { priceFigure } from './price-text.ts';

const noAbilities = { tools: null, structuredOutput: null, reasoning: null, vision: null, caching: null };
const price = (input: string, output: string) => ({
  base: { inputUncached: input, outputText: output },
  tiers: [],
  source: 'prices 1.0',
  effectiveFrom: null,
});

function aModel(id: string, part: Partial<Model> = {}): Model {
  const [provider = '', providerModelId = ''] = id.split('/');
  return {
    id,
    provider,
    providerModelId,
    name: providerModelId.toUpperCase(),
    kind: 'chat',
    contextWindow: null,
    maxOutputTokens: null,
    inputModalities: ['text'],
    outputModalities: ['text'],
    abilities: noAbilities,
    price: null,
    priceTableVersion: null,
    isSimulated: false,
    hasOverride: false,
    isAvailable: false,
    ...part,
  };
}

const cheap = aModel('b/cheap', { price: price('0.5', '1'), contextWindow: 8000, isAvailable: true });
const dear = aModel('a/dear', {
  price: price('10', '30'),
  contextWindow: 200_000,
  abilities: { ...noAbilities, vision: true },
});
const unknown = aModel('c/unknown');
const all = [unknown, dear, cheap];
const ids = (models: readonly Model[]) => models.map(({ id }) => id);

describe('filtering models', () => {
  it('needs every word, in id or name, in any order', () => {
    expect(ids(filterModels(all, { q: 'DEAR a/' }))).toEqual(['a/dear']);
    expect(ids(filterModels(all, { q: 'dear cheap' }))).toEqual([]);
  });

  it('takes provider, ability and availability together', () => {
    expect(ids(filterModels(all, { provider: 'a', ability: 'vision' }))).toEqual(['a/dear']);
    expect(ids(filterModels(all, { provider: 'a', available: true }))).toEqual([]);
    expect(ids(filterModels(all, { ability: 'tools' }))).toEqual([]);
  });

  it('takes what is not known for neither yes nor no: it is counted, and shown if asked for', () => {
    const silent = aModel('d/silent', { abilities: { ...noAbilities, tools: null } });
    const able = aModel('e/able', { abilities: { ...noAbilities, tools: true } });
    const unable = aModel('f/unable', { abilities: { ...noAbilities, tools: false } });
    const three = [silent, able, unable];

    expect(ids(filterModels(three, { ability: 'tools' }))).toEqual(['e/able']);
    expect(ids(filterModels(three, { ability: 'tools', unknown: true }))).toEqual(['d/silent', 'e/able']);
    expect([countUnknown(three, { ability: 'tools' }), countUnknown(three, {})]).toEqual([1, 0]);
    expect(countUnknown(three, { ability: 'tools', provider: 'e' })).toBe(0);
  });
});

describe('sorting models', () => {
  it('shows what can be called first', () => {
    expect(ids(sortModels(all, null))).toEqual(['b/cheap', 'a/dear', 'c/unknown']);
  });

  it.each([
    ['input', ['b/cheap', 'a/dear', 'c/unknown']],
    ['-input', ['a/dear', 'b/cheap', 'c/unknown']],
    ['-context', ['a/dear', 'b/cheap', 'c/unknown']],
    ['output', ['b/cheap', 'a/dear', 'c/unknown']],
    ['-name', ['c/unknown', 'b/cheap', 'a/dear']],
  ] as const)('by %s puts the unknown last', (key, order) => {
    expect(ids(sortModels(all, toSort(key)))).toEqual(order);
  });

  it('reads and writes the sort of the URL', () => {
    expect(fromSort(toSort('-input') ?? { column: '', direction: 'ascending' })).toBe('-input');
    expect(toSort(undefined)).toBeNull();
  });
});

describe('a price', () => {
  it('says where it comes from', () => {
    expect(hoverText(priceFigure(cheap, 'inputUncached'))).toContain('Source: prices 1.0.');
    const overridden = { ...cheap, price: { ...price('1', '2'), source: 'override' }, isSimulated: true };
    expect(hoverText(priceFigure(overridden, 'outputText'))).toMatch(/Set by this project.*nobody is charged/);
  });

  it('is a dash with a reason where it is unknown, never a zero', () => {
    expect(priceFigure(unknown, 'inputUncached')).toMatchObject({ text: '—' });
    expect(priceFigure(cheap, 'audioInput')).toMatchObject({ text: '—' });
  });

  it('says when long inputs cost more', () => {
    const tiers = [{ aboveInputTokens: 200_000, prices: {} }];
    const figure = priceFigure({ ...cheap, price: { ...price('1', '2'), tiers } }, 'inputUncached');
    expect(hoverText(figure)).toContain('Higher above 200,000 input tokens.');
  });
});

describe('an override', () => {
  it('sends only the ticked parts, in the form of the contract', () => {
    const form = { ...toForm(cheap), prices: { inputUncached: ' 0.25 ', outputText: '' } };
    const override = toOverride(form, cheap);
    expect(override).toEqual({ price: { base: { inputUncached: '0.25' }, tiers: [] } });
    expect(modelOverrideSchema.safeParse(override).success).toBe(true);
  });

  it('reads limits with separators, and empty ones as unknown', () => {
    const form = {
      ...toForm(cheap),
      overridesLimits: true,
      overridesPrice: false,
      contextWindow: '128,000',
      maxOutputTokens: '',
    };
    expect(toOverride(form, cheap)).toEqual({ name: 'CHEAP', contextWindow: 128_000, maxOutputTokens: null });
  });

  it('without any price says that the price is unknown', () => {
    expect(toOverride({ ...toForm(cheap), prices: {} }, cheap)).toEqual({ price: null });
  });

  it('from a day on leaves the present price, and keeps what is said of other days', () => {
    const periods = [
      { from: '2026-12-01', daily: null, base: { outputText: '9' }, tiers: [], source: 'override' },
      { from: '2026-10-01', daily: null, base: { outputText: '8' }, tiers: [] },
    ];
    const dated = { ...cheap, price: { ...price('1', '2'), periods } };
    const override = toOverride({ ...toForm(dated), prices: { outputText: '3' }, from: '2027-01-01' }, dated);
    expect(override.prices?.map(({ from }) => from)).toEqual(['2026-12-01', '2027-01-01']);
    expect(override.price).toBeUndefined();
    expect(modelOverrideSchema.safeParse(override).success).toBe(true);
  });

  it('keeps or drops the prices for long inputs', () => {
    const tiers = [{ aboveInputTokens: 1000, prices: { inputUncached: '2' } }];
    const tiered = { ...cheap, price: { ...price('1', '2'), tiers } };
    expect(toOverride(toForm(tiered), tiered).price?.tiers).toEqual(tiers);
    expect(toOverride({ ...toForm(tiered), keepsTiers: false }, tiered).price?.tiers).toEqual([]);
  });

  it('opens with what is overridden already', () => {
    const overridden = { ...cheap, hasOverride: true };
    expect(toForm(overridden)).toMatchObject({ overridesLimits: true, overridesPrice: false });
    expect(toForm(unknown)).toMatchObject({ overridesLimits: false, overridesPrice: true, contextWindow: '' });
  });
});

it('drops what a URL says wrongly', () => {
  const search = { q: 'gpt', ability: 'magic', available: 'true', sort: '-input', provider: '' };
  expect(parseModelsSearch(search)).toEqual({ q: 'gpt', available: true, sort: '-input' });
});
