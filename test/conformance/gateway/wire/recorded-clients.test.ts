import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Harness } from '../../../../functions/gateway/testing/gateway-harness.ts';
import { type AnsweredFixture, isAnswered, readFixturesAndForms } from '../../../fixtures/wire/read-fixtures.ts';
import { type Replay, startReplay } from './start-replay.ts';
import { modelOf, startWireStage } from './start-wire-stage.ts';

/** What callers who use the makers' packages read of a recorded stream, whoever answered: text and calls, put together by the package. */
const streams = readFixturesAndForms().filter(
  (fixture): fixture is AnsweredFixture => isAnswered(fixture) && fixture.isStreamed,
);

let replay: Replay;
let harness: Harness;
beforeAll(async () => {
  replay = await startReplay();
  harness = startWireStage(streams, replay.transport);
});
afterAll(() => replay.close());

interface Read {
  text: string;
  calls: { name: string; input: unknown }[];
}
type Client = (model: string) => Promise<Read>;

const options = () => ({
  ...{ apiKey: 'test', maxRetries: 0 },
  fetch: async (url: string | URL | Request, init?: RequestInit) => await harness.app.request(String(url), init ?? {}),
});
const messages = [{ role: 'user' as const, content: 'What was said?' }];
const inputOf = (text: string): unknown => (text === '' ? {} : (JSON.parse(text) ?? {}));

const clients: Record<string, Client> = {
  async 'openai, chat completions'(model) {
    const openai = new OpenAI({ ...options(), baseURL: 'http://gateway/v1' });
    const { choices } = await openai.chat.completions.stream({ model, messages }).finalChatCompletion();
    const message = choices[0]?.message;
    const calls = (message?.tool_calls ?? []).flatMap((call) => (call.type === 'function' ? [call.function] : []));
    return {
      text: message?.content ?? '',
      calls: calls.map((call) => ({ name: call.name, input: inputOf(call.arguments) })),
    };
  },
  async 'openai, responses'(model) {
    const openai = new OpenAI({ ...options(), baseURL: 'http://gateway/v1' });
    const { output, output_text } = await openai.responses
      .stream({ model, input: messages, store: false })
      .finalResponse();
    const calls = output.filter((item) => item.type === 'function_call');
    return { text: output_text, calls: calls.map((call) => ({ name: call.name, input: inputOf(call.arguments) })) };
  },
  async '@anthropic-ai/sdk'(model) {
    const anthropic = new Anthropic({ ...options(), baseURL: 'http://gateway' });
    const { content } = await anthropic.messages.stream({ model, max_tokens: 500, messages }).finalMessage();
    return {
      text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
      calls: content.flatMap((block) => (block.type === 'tool_use' ? [{ name: block.name, input: block.input }] : [])),
    };
  },
};

/** No role in their first piece: the package refuses them from the provider itself, too. */
const roleless = [
  'cloudflare/llama-3-3-70b-instruct-fp8-fast-stream.sse',
  'groq/compound-beta-reasoning-own-tools-stream.sse',
];
const isReadable = (name: string, fixture: AnsweredFixture) =>
  name !== 'openai, chat completions' || !roleless.includes(fixture.name);

describe.each(Object.entries(clients))('%s', (name, read) => {
  test.each(streams.filter((fixture) => isReadable(name, fixture)))('$name', async (fixture) => {
    replay.play(fixture, 997);
    const { text, refusal, calls, pictures = [] } = fixture.expected;
    const notes = pictures.map(() => '[image/png: a picture, which this API cannot carry]').join('');
    const said = name === '@anthropic-ai/sdk' ? text + refusal + notes : text;

    expect(await read(modelOf(fixture))).toEqual({ text: said, calls });
    await harness.nextSpan();
  });
});
