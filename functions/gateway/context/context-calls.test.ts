import { expect, test } from 'vitest';
import type { ContextPolicy } from '../../../shared/contract/route-config.ts';
import { type JsonObject, objectsIn, stringIn } from '../../../shared/json/json-object.ts';
import { createHarness, projectId } from '../testing/gateway-harness.ts';
import { makeRoute } from '../testing/make-route.ts';
import { recordNamed, scriptedProviders } from '../testing/scripted-provider.ts';

const windows = { 'mock/small': 1_200, 'mock/large': 60_000 };
const overrides = Object.entries(windows).map(([modelId, contextWindow]) => ({
  ...{ projectId, modelId, updatedAt: '2026-11-26T00:00:00.000Z' },
  override: { contextWindow, maxOutputTokens: 200 },
}));

const system = { role: 'system', content: 'You are a harbour master.' };
const call = { id: 'c1', type: 'function', function: { name: 'tide', arguments: '{"port":"Trieste"}' } };
/** Old turns that fill the window, then a call of a tool with its result, then the question. */
const messages: JsonObject[] = [
  system,
  ...Array.from({ length: 6 }, (_, at) => [
    { role: 'user', content: `Old question ${at}. ${'wave '.repeat(150)}` },
    { role: 'assistant', content: `Old answer ${at}.` },
  ]).flat(),
  { role: 'user', content: 'What is the tide?' },
  { role: 'assistant', content: null, tool_calls: [call] },
  { role: 'tool', tool_call_id: 'c1', content: 'Rising.' },
  { role: 'user', content: 'And at noon?' },
];

async function ask(context: ContextPolicy, sent: readonly JsonObject[] = messages) {
  const { openProvider, calls } = scriptedProviders(({ request }) =>
    JSON.stringify(request['messages']).includes('Summarise this conversation') ? 'They spoke of waves.' : 'High.',
  );
  const route = makeRoute(['mock/small', 'mock/large'], {
    context,
    rules: [{ name: 'always', use: { kind: 'fallback', targets: ['t0'] } }],
  });
  const harness = createHarness({
    settings: { providers: [recordNamed('mock')], overrides, routes: [route] },
    ports: { openProvider },
  });
  const response = await harness.post('/v1/chat/completions', { model: 'support', messages: sent, max_tokens: 100 });
  const text = await response.text();
  const reached = objectsIn(calls.at(-1)?.request['messages']);
  return { response, text, calls, reached, harness };
}

const textOf = (message: JsonObject) => stringIn(message, 'content') ?? '';

/** Whatever is left out, these are not. */
function expectWhole(reached: readonly JsonObject[]): void {
  expect(reached[0]).toEqual(system);
  expect(reached.at(-1)).toEqual({ role: 'user', content: 'And at noon?' });
  const ids = (role: string) =>
    reached
      .filter((each) => each['role'] === role)
      .flatMap((each) => [stringIn(each, 'tool_call_id') ?? objectsIn(each['tool_calls'])[0]?.['id'] ?? []].flat());
  expect(ids('tool')).toEqual(ids('assistant'));
}

test('refuse: says how much there is and how much fits, and asks nobody', async () => {
  const { response, text, calls } = await ask({ policy: 'refuse' });
  expect(response.status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'context_length_exceeded', param: 'messages' } });
  expect(text).toContain('1200 tokens');
  expect(calls).toEqual([]);
});

test('larger model: another target of the route takes all of it', async () => {
  const { response, reached, harness } = await ask({ policy: 'larger-model' });
  expect(response.headers.get('x-signalbox-model')).toBe('mock/large');
  expect(reached).toEqual(messages);
  expect((await harness.nextSpan()).decision?.candidates).toMatchObject([
    { model: 'mock/large', verdict: 'chosen', reason: expect.stringContaining('large enough') },
    { model: 'mock/small', verdict: 'rejected', reason: expect.stringContaining('context window holds 1200 tokens') },
  ]);
});

test('drop oldest: the newest turns stay, calls of tools with their results, and how many are gone is said', async () => {
  const { response, reached, harness } = await ask({ policy: 'drop-oldest' });
  expect(response.status).toBe(200);
  expectWhole(reached);
  expect(reached.length).toBeLessThan(messages.length);
  expect(JSON.stringify(reached)).toContain('Old question 5');
  expect(JSON.stringify(reached)).not.toContain('Old question 0');
  expect(reached).toContainEqual({ role: 'tool', tool_call_id: 'c1', content: 'Rising.' });
  const [warning] = (await harness.nextSpan()).decision?.warnings ?? [];
  expect(warning?.message).toContain(String(messages.length - reached.length));
  expect(response.headers.get('x-signalbox-warnings')).toContain(warning?.code);
});

test('head and tail: the first and the last stay, with a note between them', async () => {
  const { response, reached } = await ask({ policy: 'keep-head-and-tail', headMessages: 2 });
  expect(response.status).toBe(200);
  expectWhole(reached);
  expect(textOf(reached[1] ?? {})).toContain('Old question 0');
  expect(reached.some((each) => textOf(each).includes('messages of this conversation are left out here'))).toBe(true);
});

test('summarise: another model’s summary stands for the oldest, and what it cost is a part of the call', async () => {
  const { response, reached, calls, harness } = await ask({ policy: 'summarise', model: 'mock/large' });
  expect(response.status).toBe(200);
  expectWhole(reached);
  expect(calls.map(({ model }) => model)).toEqual(['large', 'small']);
  expect(JSON.stringify(calls[0]?.request['messages'])).toContain('Old question 0');
  expect(reached.some((each) => textOf(each).includes('They spoke of waves.'))).toBe(true);
  expect(JSON.stringify(reached)).not.toContain('Old question 0');
  const span = await harness.nextSpan();
  expect(span.model?.requestedModel).toBe('mock/small');
  expect(harness.attempts).toMatchObject([{ model: { requestedModel: 'mock/large' }, usage: { total: 15 } }]);
});

test.each<ContextPolicy>([
  { policy: 'drop-oldest' },
  { policy: 'keep-head-and-tail', headMessages: 1 },
  { policy: 'summarise', model: 'mock/large' },
])('what cannot be left out and does not fit is refused: $policy', async (context) => {
  const sent = [system, { role: 'user', content: 'wave '.repeat(3_000) }];
  const { response, text } = await ask(context, sent);
  expect(response.status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'context_length_exceeded' } });
});

test.each<ContextPolicy>([
  { policy: 'refuse' },
  { policy: 'drop-oldest' },
  { policy: 'summarise', model: 'mock/large' },
])('what fits stays as it is: $policy', async (context) => {
  const { reached, calls } = await ask(context, [system, { role: 'user', content: 'And at noon?' }]);
  expect(reached).toEqual([system, { role: 'user', content: 'And at noon?' }]);
  expect(calls).toHaveLength(1);
});
