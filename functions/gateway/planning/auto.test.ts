import { describe, expect, test } from 'vitest';
import type { Model } from '../../../shared/contract/models.ts';
import { listProjectModels } from '../../../shared/models/project-models.ts';
import { findBucketPrice } from '../../../shared/pricing/find-bucket-price.ts';
import { chat, createHarness } from '../testing/gateway-harness.ts';
import { recordNamed, scriptedProviders } from '../testing/scripted-provider.ts';

/** Providers of the catalogue: what `auto` knows of models it knows from there. */
const providers = ['openai', 'anthropic', 'groq', 'mistral'].map(recordNamed);
const chosenFrom = listProjectModels({ providers, overrides: [] }).filter(
  ({ isAvailable, kind, isSimulated }) => isAvailable && kind === 'chat' && !isSimulated,
);

async function ask(body: Record<string, unknown>, allowedModels?: string[], path = '/v1/chat/completions') {
  const { openProvider, calls } = scriptedProviders(() => '{}');
  const harness = createHarness({
    settings: { providers },
    ports: { openProvider },
    ...(allowedModels ? { allowedModels } : {}),
  });
  const response = await harness.post(path, chat('auto', body));
  const text = await response.text();
  if (!response.ok) return { status: response.status, text, chosen: null, candidates: [], span: null, calls };
  const span = await harness.nextSpan();
  const chosen = chosenFrom.find(({ id }) => id === span.model?.requestedModel) ?? expect.unreachable('a real model');
  return { status: response.status, text, chosen, candidates: span.decision?.candidates ?? [], span, calls };
}

function inputPriceOf({ price }: Model): number {
  return Number(price === null ? Number.NaN : findBucketPrice(price.base, 'inputUncached')?.usdPerMillion);
}

const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const tools = [{ type: 'function', function: { name: 'now', parameters: { type: 'object' } } }];
const schema = { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } };

describe('`auto` finds a model that', () => {
  test.each<[string, Record<string, unknown>, (model: Model) => boolean]>([
    [
      'sees, for an image',
      { messages: [{ role: 'user', content: [image] }] },
      ({ abilities }) => abilities.vision === true,
    ],
    ['calls tools, for tools', { tools }, ({ abilities }) => abilities.tools === true],
    [
      'keeps to schemas, for a schema',
      { response_format: schema },
      ({ abilities }) => abilities.structuredOutput === true,
    ],
    [
      'reasons, where told so',
      { requirements: { needs: ['reasoning'] } },
      ({ abilities }) => abilities.reasoning === true,
    ],
    ['holds enough', { requirements: { minContext: 500_000 } }, ({ contextWindow }) => (contextWindow ?? 0) >= 500_000],
    ['is cheap enough', { requirements: { maxInputPriceUsdPerMillion: 0.3 } }, (model) => inputPriceOf(model) <= 0.3],
    [
      'is of the providers named',
      { requirements: { providers: ['mistral'] } },
      ({ provider }) => provider === 'mistral',
    ],
  ])('%s', async (_, body, fits) => {
    const { chosen, candidates, span } = await ask(body);
    expect(chosen && fits(chosen)).toBe(true);
    expect(chosenFrom.some((model) => !fits(model))).toBe(true);
    expect(span?.decision?.route).toBeNull();
    expect(candidates[0]).toMatchObject({
      ...{ model: chosen?.id, verdict: 'chosen', reason: 'meets the requirements at the lowest expected cost' },
      expectedCostNanoUsd: expect.any(Number),
    });
    const costs = candidates.flatMap(({ verdict, expectedCostNanoUsd: cost }) =>
      verdict === 'rejected' ? [] : [cost ?? 0],
    );
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
  });

  test.each([
    ['/v1/messages', { max_tokens: 9 }],
    ['/v1/responses', { input: 'Say hello.', messages: undefined }],
  ])('meets `requirements` in %s, too, and no provider sees them', async (path, body) => {
    const ofMistral = { providers: ['mistral'] };
    const { chosen, span, calls } = await ask({ ...body, requirements: ofMistral }, undefined, path);
    expect(chosen?.provider).toBe('mistral');
    expect(span?.decision?.warnings).toEqual([]);
    expect(calls).toHaveLength(1);
    expect(Object.keys(calls[0]?.request ?? {})).not.toContain('requirements');

    const wrong = await ask({ ...body, requirements: { cheapest: true } }, undefined, path);
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('requirements.cheapest');
  });

  test('and says of the others why not', async () => {
    const requirements = { needs: ['vision'], minContext: 100_000, maxInputPriceUsdPerMillion: 2 };
    const { candidates } = await ask({ requirements });
    const reasons = candidates.filter(({ verdict }) => verdict === 'rejected').map(({ reason }) => reason);
    for (const reason of reasons) {
      expect(reason).toMatch(
        /sight of images|context window|costs .* USD per million tokens|is not known|others come before it/,
      );
    }
    expect(reasons.filter((reason) => reason !== 'able, but others come before it').length).toBeGreaterThan(3);
    expect(candidates.length).toBeLessThanOrEqual(25);
  });

  test('the key may call', async () => {
    const { chosen, candidates } = await ask({}, ['auto', 'mistral/*']);
    expect(chosen?.provider).toBe('mistral');
    expect(
      candidates.filter(({ verdict }) => verdict !== 'rejected').every(({ model }) => model.startsWith('mistral/')),
    ).toBe(true);
  });

  test.each([
    { models: ['*'], body: {}, answers: 'sandbox/' },
    { models: ['*', 'own'], body: {}, answers: 'mock/own' },
    { models: ['*', 'own'], body: { tools }, answers: null },
  ])('among a connection’s $models answers $answers', async ({ models, body, answers }) => {
    const { openProvider } = scriptedProviders(() => 'Well.');
    const settings = { providers: [{ ...recordNamed('mock'), models }] };
    const harness = createHarness({ settings, ports: { openProvider } });
    const response = await harness.post('/v1/chat/completions', chat('auto', body));

    if (answers === null) expect(await response.json()).toMatchObject({ error: { code: 'needs_not_met' } });
    else expect(response.headers.get('x-signalbox-model')).toContain(answers);
  });

  test('or says what stands in the way', async () => {
    const impossible = await ask({ requirements: { minContext: 900_000_000 } });
    expect(impossible.status).toBe(400);
    expect(JSON.parse(impossible.text)).toMatchObject({ error: { code: 'requirements_not_met', param: 'model' } });
    expect((await ask({ requirements: { cheapest: true } })).status).toBe(400);
  });
});
