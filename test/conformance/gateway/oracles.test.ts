import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SceneName, scenes } from '../../fixtures/fake-provider/world/scenes.ts';
import { adapters } from './adapters.ts';
import type { Ask } from './clients/client.ts';
import { openAiChat } from './clients/openai-chat.ts';
import {
  type MakersQuestion,
  type MakersReading,
  readWithAnthropic,
  readWithGoogle,
  readWithOpenAi,
} from './makers.ts';
import { type GatewayStage, startStage } from './start-stage.ts';

/**
 * The makers' own packages read the fake providers directly: what they read is what our adapters have to make of the same
 * bytes, and a fake that they could not read would prove nothing.
 */
let stage: GatewayStage;
let ask: Ask;
beforeAll(async () => {
  stage = await startStage();
  ask = openAiChat.connect(stage.url);
});
afterAll(() => stage.close());

const names = Object.keys(scenes) as SceneName[];
const oracles: Record<string, (asked: MakersQuestion) => Promise<MakersReading>> = {
  ...{ gemini: readWithGoogle, anthropic: readWithAnthropic, 'openai-compatible': readWithOpenAi },
};
const cells = Object.keys(oracles).flatMap((kind) => names.map((scene) => ({ kind, scene })));

test.each(cells)('$kind, $scene: the gateway reads what the maker’s own package reads', async ({ kind, scene }) => {
  const model = adapters.find((adapter) => adapter.kind === kind)?.model ?? '';
  const direct = await oracles[kind]?.({
    url: stage.world.url,
    prompt: `scene:${scene}`,
    isStreamed: kind !== 'openai-compatible',
  });
  const { text, reasoning, calls, usage } = await ask({ model, prompt: `scene:${scene}`, maxTokens: 500 }, true);
  await stage.harness.nextSpan();

  expect({ text, reasoning, calls, usage }).toEqual(direct);
});

const counted = { gemini: 'exact', anthropic: 'exact' } as Record<string, string>;
test.each(adapters)('messages/count_tokens → $kind', async ({ kind, model }) => {
  const client = new Anthropic({ apiKey: 'test', baseURL: stage.url, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: 'How long is this?' }];
  const { data, response } = await client.messages.countTokens({ model, messages }).withResponse();

  expect(response.headers.get('x-signalbox-token-count')).toBe(counted[kind] ?? 'estimated');
  if (counted[kind] === 'exact') expect(data.input_tokens).toBe(42);
  else expect(data.input_tokens).toBeGreaterThan(4);
});
