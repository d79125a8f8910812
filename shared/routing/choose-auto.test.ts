import { describe, expect, test } from 'vitest';
import { type AutoRequirements, autoRequirementsSchema } from '../contract/auto-requirements.ts';
import type { Model } from '../contract/models.ts';
import { chooseAuto, maxCandidates } from './choose-auto.ts';
import { buildFacts, buildModel } from './testing/build-routing.ts';

const price = (input: string, output = input): Partial<Model> => ({
  price: { base: { inputUncached: input, outputText: output }, tiers: [], source: 'test', effectiveFrom: null },
});
const abilities = (part: Partial<Model['abilities']>): Partial<Model> => ({
  abilities: { tools: true, structuredOutput: true, reasoning: true, vision: true, caching: true, ...part },
});
const well = () => ({ isAllowed: true, expectedLatencyMs: null });

function choose(
  models: Model[],
  requirements: Partial<AutoRequirements> = {},
  stateOf = well as () => ReturnType<typeof well>,
) {
  const required = autoRequirementsSchema.parse(requirements);
  return chooseAuto({ requirements: required, facts: buildFacts(), models, stateOf });
}

describe('auto', () => {
  test('takes the cheapest that is able, and says why of every other', () => {
    const models = [
      buildModel('a/dear', price('3')),
      buildModel('a/cheap', price('1')),
      buildModel('a/unpriced', { price: null }),
      buildModel('b/blind', { ...price('0.1'), ...abilities({ vision: false }) }),
      buildModel('b/unknown', { ...price('0.1'), ...abilities({ vision: null }) }),
      buildModel('c/absent', { ...price('0.1'), isAvailable: false }),
      buildModel('d/vectors', { kind: 'embedding' }),
    ];

    const { order, candidates, refusal } = choose(models, { needs: ['vision'] });

    expect([order, refusal]).toEqual([['a/cheap', 'a/dear', 'a/unpriced'], null]);
    expect(candidates.map(({ model, verdict }) => `${model} ${verdict}`)).toEqual([
      'a/cheap chosen',
      'a/dear fallback',
      'a/unpriced fallback',
      'b/blind rejected',
      'b/unknown rejected',
    ]);
    expect(candidates.map(({ reason }) => reason).slice(3)).toEqual([
      'it has no sight of images',
      'it is not known to have sight of images',
    ]);
  });

  test.each<[string, Partial<AutoRequirements>, Partial<Model>, string]>([
    ['window', { minContext: 200_000 }, {}, 'less than the 200000 required'],
    ['unknown window', { minContext: 1 }, { contextWindow: null }, 'is not known'],
    ['size', {}, { contextWindow: 10 }, 'holds 10 tokens'],
    ['input price', { maxInputPriceUsdPerMillion: 0.5 }, {}, 'input costs 1 USD'],
    ['output price', { maxOutputPriceUsdPerMillion: 1 }, {}, 'output costs 2 USD'],
    ['unknown price', { maxOutputPriceUsdPerMillion: 9 }, { price: null }, 'output price is not known'],
    ['missing price', { maxOutputPriceUsdPerMillion: 9 }, { price: { ...priceOf('1'), base: {} } }, 'is not known'],
  ])('keeps to the %s', (_, requirements, part, reason) => {
    const { order, refusal } = choose([buildModel('a/b', part)], requirements);
    expect(order).toEqual([]);
    expect(refusal?.message).toContain(reason);
  });

  test('prefers the fastest where asked, the unknown last', () => {
    const latencies: Record<string, number | null> = { 'a/slow': 900, 'a/fast': 100, 'a/new': null };
    const models = Object.keys(latencies).map((id) => buildModel(id));
    const stateOf = ({ id }: Model) => ({ isAllowed: true, expectedLatencyMs: latencies[id] ?? null });

    const requirements = autoRequirementsSchema.parse({ prefer: 'latency', minContext: 1_000 });
    const { order } = chooseAuto({ requirements, facts: buildFacts(), models, stateOf });

    expect(order).toEqual(['a/fast', 'a/slow', 'a/new']);
  });

  test('leaves alone what fails or is refused', () => {
    const models = [buildModel('a/b')];
    const requirements = autoRequirementsSchema.parse({});
    const refusalOf = (state: { isAllowed: boolean; refusal?: string }) =>
      chooseAuto({ requirements, facts: buildFacts(), models, stateOf: () => ({ expectedLatencyMs: 1, ...state }) })
        .refusal;

    expect(refusalOf({ isAllowed: false })?.code).toBe('circuit_open');
    expect(refusalOf({ isAllowed: true, refusal: 'over budget' })?.message).toContain('over budget');
  });

  test('simulates only where there is nothing real, or on request', () => {
    const fake = buildModel('sandbox/lorem', { ...price('0.1'), isSimulated: true });
    const real = buildModel('a/real');

    expect(choose([fake, real]).order).toEqual(['a/real']);
    expect(choose([fake]).order).toEqual(['sandbox/lorem']);
    expect(choose([fake, real], { providers: ['sandbox'] }).order).toEqual(['sandbox/lorem']);
    expect(choose([]).refusal?.code).toBe('model_not_available');
  });

  test('draws nothing, however cheap the text of a model that can', () => {
    const painter = buildModel('a/painter', { ...price('0.1'), outputModalities: ['text', 'image'] });

    expect(choose([painter, buildModel('a/writer', price('3'))]).order).toEqual(['a/writer']);
    expect(choose([painter]).order).toEqual([]);
  });

  test('takes a model that nothing is known of where nothing is needed, and distrusts it for what is', () => {
    const unknown = buildModel('a/own', {
      ...{ price: null, contextWindow: null },
      abilities: { tools: null, structuredOutput: null, reasoning: null, vision: null, caching: null },
    });
    const fake = buildModel('sandbox/lorem', { isSimulated: true });

    expect(choose([unknown, fake])).toMatchObject({ order: ['a/own'], refusal: null });
    expect(choose([unknown, fake], { needs: ['tools'] })).toMatchObject({
      ...{ order: [], refusal: { code: 'needs_not_met' } },
    });
  });

  test('bounds what stands in and what is told', () => {
    const models = Array.from({ length: 40 }, (_, at) => buildModel(`a/m${String(at).padStart(2, '0')}`));
    const { order, candidates, omitted } = choose(models);

    expect([order.length, candidates.length, omitted]).toEqual([5, maxCandidates, 40 - maxCandidates]);
    expect(candidates.at(-1)?.reason).toContain('others come before');
    const blind = models.map((model) => ({ ...model, contextWindow: 1 }));
    expect(choose(blind).refusal?.message).toContain('and 35 more');
  });
});

function priceOf(usd: string): NonNullable<Model['price']> {
  return { base: { inputUncached: usd }, tiers: [], source: 'test', effectiveFrom: null };
}
