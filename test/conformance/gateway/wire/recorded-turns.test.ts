import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Harness } from '../../../../functions/gateway/testing/gateway-harness.ts';
import { isObject, type JsonObject, objectsIn } from '../../../../shared/json/json-object.ts';
import { isAnswered, readFixtures, type WireFixture } from '../../../fixtures/wire/read-fixtures.ts';
import { type RawSurface, surfaces } from '../surfaces.ts';
import { type Replay, startReplay } from './start-replay.ts';
import { modelOf, startWireStage } from './start-wire-stage.ts';

/** An answer that its caller sends back, as clients do for the next turn, comes back to the provider as it was. */
const own = new Set(['text', 'thinking', 'redacted_thinking', 'tool_use']);
const fixtures = readFixtures().filter(
  (fixture) => isAnswered(fixture) && fixture.kind === 'anthropic' && !fixture.isStreamed,
);

let replay: Replay;
let harness: Harness;
beforeAll(async () => {
  replay = await startReplay();
  harness = startWireStage(fixtures, replay.transport);
});
afterAll(() => replay.close());

const contentOf = ({ bytes }: WireFixture) => objectsIn((JSON.parse(bytes.toString('utf8')) as JsonObject)['content']);
const sendable = fixtures.filter((fixture) => contentOf(fixture).every(({ type }) => own.has(String(type))));

/** The next request of a caller, who repeats the answer in the form in which it came. */
const repeat: Record<RawSurface['name'], (answer: JsonObject, model: string) => JsonObject> = {
  'chat completions': ({ choices }, model) => {
    const message = objectsIn(choices)[0]?.['message'];
    const calls = isObject(message) ? objectsIn(message['tool_calls']) : [];
    const results = calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: 'done' }));
    return {
      model,
      messages: [{ role: 'user', content: 'Hi' }, message, ...results, { role: 'user', content: 'Go on.' }],
    };
  },
  responses: ({ output }, model) => {
    const calls = objectsIn(output).filter(({ type }) => type === 'function_call');
    const results = calls.map(({ call_id }) => ({ type: 'function_call_output', call_id, output: 'done' }));
    const input = [
      { role: 'user', content: 'Hi' },
      ...objectsIn(output),
      ...results,
      { role: 'user', content: 'Go on.' },
    ];
    return { model, input, store: false };
  },
  messages: ({ content }, model) => {
    const calls = objectsIn(content).filter(({ type }) => type === 'tool_use');
    const results = calls.map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: 'done' }));
    const last = { role: 'user', content: [...results, { type: 'text', text: 'Go on.' }] };
    return {
      model,
      max_tokens: 500,
      messages: [{ role: 'user', content: 'Hi' }, { role: 'assistant', content }, last],
    };
  },
};

describe.each(surfaces)('$name', (surface) => {
  test.each(sendable)('$name', async (fixture) => {
    const model = modelOf(fixture);
    replay.play(fixture, 4_096);
    const answer = (await (await harness.post(surface.path, surface.body(model, 'Hi'))).json()) as JsonObject;
    await harness.nextSpan();
    await (await harness.post(surface.path, repeat[surface.name](answer, model))).text();
    await harness.nextSpan();
    const heard = (await replay.heard()) as JsonObject;
    const sent = objectsIn(heard['messages']).find(({ role }) => role === 'assistant');

    expect(blocksOf(sent?.['content'])).toEqual(blocksOf(contentOf(fixture)));
  });
});

/** A text alone may be written as a string; members that are null or lists without items say nothing. */
function blocksOf(content: unknown): JsonObject[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  const says = ([, value]: [string, unknown]) => value !== null && !(Array.isArray(value) && value.length === 0);
  return objectsIn(content).map((block) => Object.fromEntries(Object.entries(block).filter(says)));
}
