import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SceneName, scenes } from '../../fixtures/fake-provider/world/scenes.ts';
import { adapters } from './adapters.ts';
import type { Ask } from './clients/client.ts';
import { openAiChat } from './clients/openai-chat.ts';
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

interface Read {
  text: string;
  reasoning: string;
  calls: { name: unknown; input: unknown }[];
  usage: { input: number; cached: number; output: number };
}

const names = Object.keys(scenes) as SceneName[];
const oracles: Record<string, (scene: SceneName) => Promise<Read>> = {
  gemini: readWithGoogle,
  anthropic: readWithAnthropic,
  'openai-compatible': readWithOpenAi,
};
const cells = Object.keys(oracles).flatMap((kind) => names.map((scene) => ({ kind, scene })));

test.each(cells)('$kind, $scene: the gateway reads what the maker’s own package reads', async ({ kind, scene }) => {
  const model = adapters.find((adapter) => adapter.kind === kind)?.model ?? '';
  const direct = await oracles[kind]?.(scene);
  const { text, reasoning, calls, usage } = await ask({ model, prompt: `scene:${scene}`, maxTokens: 500 }, true);
  await stage.harness.nextSpan();

  expect({ text, reasoning, calls, usage }).toEqual(direct);
});

async function readWithGoogle(scene: SceneName): Promise<Read> {
  const google = new GoogleGenAI({ apiKey: 'test', httpOptions: { baseUrl: stage.world.url, apiVersion: 'v1beta' } });
  const read: Read = { text: '', reasoning: '', calls: [], usage: { input: 0, cached: 0, output: 0 } };
  for await (const chunk of await google.models.generateContentStream({
    model: 'gemini-3-flash',
    contents: `scene:${scene}`,
  })) {
    for (const { text = '', thought } of chunk.candidates?.[0]?.content?.parts ?? []) {
      if (thought === true) read.reasoning += text;
      else read.text += text;
    }
    read.calls.push(...(chunk.functionCalls ?? []).map(({ name, args }) => ({ name, input: args })));
    const { usageMetadata: used } = chunk;
    if (!used) continue;
    const output = (used.candidatesTokenCount ?? 0) + (used.thoughtsTokenCount ?? 0);
    read.usage = { input: used.promptTokenCount ?? 0, cached: used.cachedContentTokenCount ?? 0, output };
  }
  return read;
}

async function readWithAnthropic(scene: SceneName): Promise<Read> {
  const anthropic = new Anthropic({ apiKey: 'test', baseURL: stage.world.url, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: `scene:${scene}` }];
  const { content, usage } = await anthropic.messages
    .stream({ model: 'claude', max_tokens: 500, messages })
    .finalMessage();
  const cached = usage.cache_read_input_tokens ?? 0;
  const input = usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0);
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    reasoning: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    calls: content.flatMap((block) => (block.type === 'tool_use' ? [{ name: block.name, input: block.input }] : [])),
    usage: { input, cached, output: usage.output_tokens },
  };
}

async function readWithOpenAi(scene: SceneName): Promise<Read> {
  const openai = new OpenAI({ apiKey: 'test', baseURL: `${stage.world.url}/v1`, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: `scene:${scene}` }];
  const { choices, usage } = await openai.chat.completions.create({ model: 'world-1', messages });
  const message = choices[0]?.message as (OpenAI.ChatCompletionMessage & { reasoning_content?: string }) | undefined;
  return {
    text: message?.content ?? '',
    reasoning: message?.reasoning_content ?? '',
    calls: (message?.tool_calls ?? []).flatMap((call) =>
      call.type === 'function'
        ? [{ name: call.function.name, input: JSON.parse(call.function.arguments) as unknown }]
        : [],
    ),
    usage: {
      input: usage?.prompt_tokens ?? 0,
      cached: usage?.prompt_tokens_details?.cached_tokens ?? 0,
      output: usage?.completion_tokens ?? 0,
    },
  };
}

const counted = { gemini: 'exact', anthropic: 'exact' } as Record<string, string>;
test.each(adapters)('messages/count_tokens → $kind', async ({ kind, model }) => {
  const client = new Anthropic({ apiKey: 'test', baseURL: stage.url, maxRetries: 0 });
  const messages = [{ role: 'user' as const, content: 'How long is this?' }];
  const { data, response } = await client.messages.countTokens({ model, messages }).withResponse();

  expect(response.headers.get('x-signalbox-token-count')).toBe(counted[kind] ?? 'estimated');
  if (counted[kind] === 'exact') expect(data.input_tokens).toBe(42);
  else expect(data.input_tokens).toBeGreaterThan(4);
});
