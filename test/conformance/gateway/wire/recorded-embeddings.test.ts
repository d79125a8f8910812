import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Harness } from '../../../../functions/gateway/testing/gateway-harness.ts';
import { readFixtures } from '../../../fixtures/wire/read-fixtures.ts';
import { type Replay, startReplay } from './start-replay.ts';
import { modelOf, nanoUsdPerToken, startWireStage } from './start-wire-stage.ts';

const fixtures = readFixtures().filter(({ api }) => api === 'embeddings');

let replay: Replay;
let harness: Harness;
beforeAll(async () => {
  replay = await startReplay();
  harness = startWireStage(fixtures, replay.transport);
});
afterAll(() => replay.close());

async function embed(name: string) {
  const fixture = fixtures.find((each) => each.name === name);
  if (!fixture) throw new Error(`There is no recording ${name}.`);
  replay.play(fixture, 1_000);
  const response = await harness.post('/v1/embeddings', { model: modelOf(fixture), input: 'What was said?' });
  const json = JSON.parse(await response.text());
  return {
    recorded: JSON.parse(fixture.bytes.toString('utf8')),
    status: response.status,
    json,
    span: await harness.nextSpan(),
  };
}

test('OpenAI’s vectors pass as they are, and what they used is priced', async () => {
  const { recorded, json, span } = await embed('openai/text-embedding-3-small-embeddings.json');

  expect(json).toEqual(recorded);
  expect(span).toMatchObject({
    ...{ status: 'ok', usage: { inputUncached: 9, outputText: 0, basis: 'reported' } },
    cost: { totalNanoUsd: 9 * nanoUsdPerToken.inputUncached },
  });
});

test('Google’s have OpenAI’s form; it counts nothing, so what they used is estimated', async () => {
  const { recorded, json, span } = await embed('google/model-embeddings.json');
  const { values } = recorded.embeddings[0];

  expect(values).toHaveLength(3_072);
  expect(json).toMatchObject({ object: 'list', data: [{ object: 'embedding', index: 0, embedding: values }] });
  expect(span).toMatchObject({ status: 'ok', usage: { basis: 'estimated' } });
});

test.each(['vllm/tiny-embeddings.json', 'vllm/tiny-embeddings-base64.json'])(
  'vLLM’s pass as they are: %s',
  async (name) => {
    const { recorded, json, span } = await embed(name);

    expect(json).toEqual(recorded);
    expect(span).toMatchObject({
      ...{ status: 'ok', usage: { inputUncached: recorded.usage.prompt_tokens, outputText: 0, basis: 'reported' } },
      cost: { totalNanoUsd: recorded.usage.prompt_tokens * nanoUsdPerToken.inputUncached },
    });
  },
);

test('what is too long for vLLM is the caller’s mistake, by the code that programs know', async () => {
  const { status, json } = await embed('vllm/embeddings-too-long-400.json');

  expect([status, json.error.code, json.error.param]).toEqual([400, 'context_length_exceeded', 'input_tokens']);
});

test('that a server embeds nothing at all is no fault of the request’s: it would refuse any', async () => {
  const { status, json, span } = await embed('vllm/model-embeddings-404.json');

  expect([status, json.error.message]).toEqual([404, expect.stringContaining('Not Found')]);
  expect(span).toMatchObject({ status: 'error', errorType: 'provider_refused' });
});

test('nor is a model that there is none of; the caller is told so all the same', async () => {
  const { status, json, span } = await embed('openai/non-existent-embedding-model-embeddings-404.json');

  expect([status, json.error.code]).toEqual([404, 'model_not_found']);
  expect(span).toMatchObject({ status: 'error', errorType: 'provider_refused', cost: null });
});
