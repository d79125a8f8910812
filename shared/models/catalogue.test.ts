import { describe, expect, test } from 'vitest';
import { modelSchema } from '../contract/models.ts';
import { catalogueModels, findModel, findModelByProvider, priceTableVersion } from './catalogue.ts';

describe('the catalogue', () => {
  test('holds at least 97 models of at least 12 providers besides the sandbox', () => {
    const real = catalogueModels.filter((model) => !model.isSimulated);

    expect(real.length).toBeGreaterThanOrEqual(97);
    expect(new Set(real.map((model) => model.provider)).size).toBeGreaterThanOrEqual(12);
  });

  test('has each model once, in the form of the contract, priced with its source', () => {
    expect(new Set(catalogueModels.map((model) => model.id)).size).toBe(catalogueModels.length);
    for (const model of catalogueModels) {
      modelSchema.parse({ ...model, hasOverride: false, isAvailable: false });
      expect(model.id).toBe(`${model.provider}/${model.providerModelId}`);
      expect(model.price?.base.inputUncached, model.id).toBeDefined();
      if (model.kind === 'chat') expect(model.price?.base.outputText, model.id).toBeDefined();
    }
    expect(findModel('openai/gpt-5-mini')?.price?.source).toBe('genai-prices 0.1.8');
    expect(findModel('openai/gpt-5-mini')?.priceTableVersion).toBe(priceTableVersion);
  });

  test('knows the models that draw, with a price for their pictures', () => {
    const drawing = catalogueModels.filter(({ outputModalities }) => outputModalities.includes('image'));

    expect(drawing.map(({ id, price }) => [id, price?.base.imageOutput])).toEqual([
      ['google/gemini-2.5-flash-image', '30'],
      ['google/gemini-3-pro-image', '120'],
      ['google/gemini-3.1-flash-image', '60'],
      ['google/gemini-3.1-flash-lite-image', '30'],
    ]);
  });

  test('keeps tiers, former and announced prices and dearer hours', () => {
    expect(findModel('google/gemini-2.5-pro')?.price?.tiers).toEqual([
      { aboveInputTokens: 200_000, prices: { inputUncached: '2.5', cacheRead: '0.25', outputText: '15' } },
    ]);
    expect(findModel('google/gemini-3.6-flash')?.price?.periods?.[0]?.from).toBe('2027-01-01');
    expect(findModel('deepseek/deepseek-v4-pro')?.price?.periods?.find((each) => each.daily !== null)?.daily).toEqual({
      from: '01:00',
      until: '04:00',
    });
    expect(findModel('anthropic/claude-sonnet-4-6')?.price).toMatchObject({
      effectiveFrom: '2026-03-13',
      tiers: [],
      periods: [{ from: null, until: '2026-03-13', tiers: [{ aboveInputTokens: 200_000 }] }],
    });
    expect(findModel('perplexity/sonar')?.price?.hasOtherCharges).toBe(true);
  });

  test('names the source and the date of every price, and batch prices and shutdown dates where they are known', () => {
    const real = catalogueModels.filter((model) => !model.isSimulated);

    for (const { id, price } of real) {
      expect(price, id).toMatchObject({ source: 'genai-prices 0.1.8', sourceDate: '2026-09-23' });
    }
    expect(findModel('openai/gpt-5.5')?.price?.batch).toEqual({
      base: { inputUncached: '2.5', cacheRead: '0.25', outputText: '15' },
      tiers: [{ aboveInputTokens: 272_000, prices: { inputUncached: '5', cacheRead: '0.5', outputText: '22.5' } }],
      source: 'litellm 1.110.2',
      sourceDate: '2026-11-26',
    });
    expect(real.filter(({ price }) => price?.batch !== undefined).length).toBeGreaterThan(45);
    expect(findModel('google/gemini-2.5-pro')?.deprecatedOn).toBe('2026-12-01');
    expect(findModel('anthropic/claude-opus-5')?.deprecatedOn).toBeUndefined();
  });

  test('believes a source about batch prices only where it agrees about the ordinary ones', () => {
    for (const { id, price } of catalogueModels) {
      const { batch, base } = price ?? {};
      if (!batch) continue;
      expect(Number(batch.base.inputUncached), id).toBeLessThan(Number(base?.inputUncached));
    }
    expect(findModel('deepseek/deepseek-v4-pro')?.price?.batch).toBeUndefined();
    expect(findModel('google/gemini-3-pro-image')?.price?.batch?.base.imageOutput).toBe('60');
    expect(findModel('google/gemini-2.5-flash-image')?.price?.batch).toBeUndefined();
  });

  test('has the sandbox’s models, simulated and priced', () => {
    const sandbox = catalogueModels.filter((model) => model.isSimulated);

    expect(sandbox.map((model) => model.id)).toEqual([
      'sandbox/echo',
      'sandbox/lorem',
      'sandbox/json',
      'sandbox/tools',
      'sandbox/slow',
      'sandbox/flaky',
      'sandbox/embedding',
    ]);
    expect(sandbox.every((model) => model.price !== null && model.provider === 'sandbox')).toBe(true);
  });
});

describe('findModelByProvider', () => {
  test.each([
    ['openai', 'gpt-5', 'openai/gpt-5'],
    ['openai', 'gpt-5-2025-08-07', 'openai/gpt-5'],
    ['OpenAI', 'GPT-5-Mini', 'openai/gpt-5-mini'],
    ['anthropic', 'claude-haiku-4-5-20251001', 'anthropic/claude-haiku-4-5'],
    ['anthropic', 'claude-haiku-4-5@20251001', 'anthropic/claude-haiku-4-5'],
    ['google', 'models/gemini-2.5-pro', 'google/gemini-2.5-pro'],
    ['google', 'gemini-2.5-flash-image', 'google/gemini-2.5-flash-image'],
    ['gcp.vertex_ai', 'publishers/google/models/gemini-2.5-pro', 'google/gemini-2.5-pro'],
    ['xai', 'grok-4.3-latest', 'x-ai/grok-4.3'],
    ['fireworks', 'kimi-k3', 'fireworks/accounts/fireworks/models/kimi-k3'],
    ['aws.bedrock', 'amazon.nova-pro-v1:0', 'aws/amazon.nova-pro-v1:0'],
    ['bedrock', 'global.anthropic.claude-haiku-4-5', 'aws/global.anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['mistral', 'codestral', 'mistral/codestral-latest'],
    ['zai', 'glm-5.3', 'zai/GLM-5.3'],
    ['sandbox', 'echo', 'sandbox/echo'],
  ])('%s and %s is %s', (provider, model, id) => {
    expect(findModelByProvider(provider, model)?.id).toBe(id);
  });

  test.each([
    ['openai', 'gpt-5-2025-99-99'],
    ['openai', 'gpt-5-something'],
    ['nobody', 'gpt-5'],
    ['mistral', 'gpt-5'],
    ['openai', ''],
  ])('%s and %s is not guessed', (provider, model) => {
    expect(findModelByProvider(provider, model)).toBeUndefined();
  });
});
