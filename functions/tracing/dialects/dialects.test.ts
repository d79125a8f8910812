import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapTestSpan } from '../testing/map-test-span.ts';
import { unflatten } from './content/unflatten.ts';

describe('what was asked and answered', () => {
  test('is put together from OpenInference’s spread-out messages', () => {
    const span = mapTestSpan({
      'openinference.span.kind': 'LLM',
      'llm.input_messages.1.message.role': 'user',
      'llm.input_messages.1.message.contents.0.message_content.type': 'text',
      'llm.input_messages.1.message.contents.0.message_content.text': 'What is this?',
      'llm.input_messages.1.message.contents.1.message_content.type': 'image',
      'llm.input_messages.1.message.contents.1.message_content.image.image.url': 'https://example.com/a.png',
      'llm.input_messages.0.message.role': 'system',
      'llm.input_messages.0.message.content': 'Be brief.',
      'llm.output_messages.0.message.role': 'assistant',
      'llm.output_messages.0.message.tool_calls.0.tool_call.id': 'call_1',
      'llm.output_messages.0.message.tool_calls.0.tool_call.function.name': 'look',
      'llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments': '{"at":1}',
      'input.value': '{"messages":[]}',
    });

    expect(span.input?.value).toEqual([
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
        ],
      },
    ]);
    expect(span.output?.value).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look', arguments: '{"at":1}' } }],
      },
    ]);
    expect(span.attributes).toEqual({ 'openinference.span.kind': 'LLM', 'input.value': '{"messages":[]}' });
  });

  test('is put together from OpenLLMetry’s', () => {
    const span = mapTestSpan({
      'llm.request.type': 'chat',
      'gen_ai.prompt.0.role': 'user',
      'gen_ai.prompt.0.content': '[{"type":"text","text":"Hi"}]',
      'gen_ai.completion.0.finish_reason': 'tool_calls',
      'gen_ai.completion.0.role': 'assistant',
      'gen_ai.completion.0.tool_calls.0.id': 'call_1',
      'gen_ai.completion.0.tool_calls.0.name': 'look',
      'gen_ai.completion.0.tool_calls.0.arguments': '{}',
    });

    expect(span.input?.value).toEqual([{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }]);
    expect(span.output?.value).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look', arguments: '{}' } }],
      },
    ]);
  });

  test.each([
    [
      'spread over events, as Strands does',
      [
        ['gen_ai.user.message', { content: '[{"text":"What is 2 + 3?"}]' }],
        ['gen_ai.tool.message', { content: '5', id: 'call_1' }],
        ['gen_ai.choice', { message: '[{"text":"5"}]', finish_reason: 'end_turn' }],
      ],
      [
        { role: 'user', content: [{ text: 'What is 2 + 3?' }] },
        { role: 'tool', content: '5', id: 'call_1' },
      ],
      [{ role: 'assistant', content: [{ text: '5' }], finish_reason: 'end_turn' }],
    ],
    [
      'whole in events, as Azure’s SDKs do',
      [
        ['gen_ai.system.message', { 'gen_ai.system': 'az.ai', 'gen_ai.event.content': '{"content":"Be brief."}' }],
        ['gen_ai.user.message', { 'gen_ai.event.content': '{"role":"user","content":"Hi"}' }],
        ['gen_ai.choice', { 'gen_ai.event.content': '{"index":0,"message":{"content":"Ho"}}' }],
      ],
      [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      [{ role: 'assistant', content: 'Ho', index: 0 }],
    ],
  ] as const)('is taken from messages that are %s', (_, sent, input, output) => {
    const events = sent.map(([name, attributes]) => ({ name, timeUnixNano: '1', attributes }));
    const span = mapTestSpan({ 'gen_ai.request.model': 'm' }, { events });

    expect(span.input?.value).toEqual(input);
    expect(span.output?.value).toEqual(output);
    expect(span.metadata['events']).toEqual(events);
  });

  test('of a search are the documents', () => {
    const span = mapTestSpan({
      'openinference.span.kind': 'RETRIEVER',
      'input.value': 'opening hours',
      'retrieval.documents.0.document.id': 'd1',
      'retrieval.documents.0.document.content': 'Nine to five.',
      'retrieval.documents.0.document.score': 0.9,
    });

    expect(span).toMatchObject({ type: 'retriever', input: { value: 'opening hours' } });
    expect(span.output?.value).toEqual([{ id: 'd1', content: 'Nine to five.', score: 0.9 }]);
  });

  test('of the AI SDK is an object before a text', () => {
    const answer = { 'ai.operationId': 'ai.generateObject.doGenerate', 'ai.response.object': '{"a":1}' };

    expect(mapTestSpan(answer).output?.value).toEqual({ a: 1 });
    expect(mapTestSpan({ 'ai.response.text': 'Hi' }).output?.value).toBe('Hi');
  });
});

describe('nothing of what was sent is lost', () => {
  const message = 'llm.input_messages.0.message';
  const sent: Record<string, Record<string, unknown>> = {
    'beside what was preferred to it': {
      'reranker.query': 'word-0',
      'input.value': 'word-1',
      'gen_ai.output.messages': '["word-2"]',
      'gen_ai.completion': 'word-3',
    },
    'beside messages': { 'gen_ai.input.messages': '["word-0"]', 'gen_ai.prompt': 'word-1' },
    'of a prompt of the AI SDK': { 'ai.prompt.messages': '["word-0"]', 'ai.prompt': '{"system":"word-1"}' },
    'beside an object': {
      'ai.response.object': '{"a":"word-0"}',
      'ai.response.text': 'word-1',
      'ai.response.reasoning': 'word-2',
      'ai.response.toolCalls': '["word-3"]',
    },
    'in a message of OpenInference': {
      [`${message}.content`]: 'word-0',
      [`${message}.contents.0.message_content.text`]: 'word-1',
      [`${message}.contents.1.message_content.image.image.url`]: 'word-2',
      [`${message}.contents.1.message_content.image.image.detail`]: 'word-3',
      [`${message}.contents.1.message_content.text`]: 'word-4',
      [`${message}.contents.1.message_content.signature`]: 'word-5',
      [`${message}.function_call_name`]: 'word-6',
      [`${message}.function_call_arguments_json`]: '{"at":"word-7"}',
      [`${message}.tool_calls.0.tool_call.function.name`]: 'word-8',
      [`${message}.tool_calls.0.tool_call.function.strict`]: 'word-9',
      [`${message}.tool_calls.0.tool_call.signature`]: 'word-10',
      'llm.input_messages.0.cache': 'word-11',
      'llm.input_messages.1': 'word-12',
    },
    'of a document': { 'retrieval.documents.0.document.content': 'word-0', 'retrieval.documents.0.rank': 'word-1' },
    'in a message of OpenLLMetry': {
      'gen_ai.completion.0.content': 'word-0',
      'gen_ai.completion.0.finish_reason': 'word-1',
      'gen_ai.completion.1.finish_reason': 'word-2',
      'gen_ai.completion.1.tool_calls.0.name': 'word-3',
      'gen_ai.completion.1.tool_calls.0.signature': 'word-4',
      'gen_ai.completion.2': 'word-5',
    },
  };

  test.each(Object.entries(sent))('%s', (_, attributes) => {
    const span = mapTestSpan(attributes);
    const kept = JSON.stringify([span.input?.value, span.output?.value, span.attributes]);

    const words = Object.keys(attributes).map((_name, index) => `word-${index}"`);
    expect(words.filter((word) => kept.replaceAll('\\"', '"').includes(word))).toEqual(words);
  });

  test('of long lists', () => {
    const messages = Array.from({ length: 12_000 }, (_, index) => [
      `${message.replace('0', `${index}`)}.content`,
      index,
    ]);

    expect(mapTestSpan(Object.fromEntries(messages)).input?.value).toHaveLength(12_000);
  });

  test('of integers that are longer than numbers are exact', () => {
    const text = '{"guild":1152921504606846977,"nested":[-9007199254740993],"small":7,"share":0.12345678901234566}';

    expect(mapTestSpan({ 'gen_ai.tool.call.arguments': text }).input?.value).toEqual({
      guild: '1152921504606846977',
      nested: ['-9007199254740993'],
      small: 7,
      share: 0.12345678901234566,
    });
  });
});

describe('lists that were spread over attributes', () => {
  const json = fc.array(
    fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(fc.string(), fc.integer()), { minKeys: 1 }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );

  test('come together in any order of the attributes', () => {
    fc.assert(
      fc.property(json, fc.infiniteStream(fc.nat()), (list, order) => {
        const flat = list.flatMap((each, index) =>
          Object.entries(each).map(([name, value]) => [`p.${index}.${name}`, value] as const),
        );
        const shuffled = flat.map((each) => ({ each, at: order.next().value ?? 0 })).toSorted((a, b) => a.at - b.at);
        const attributes = Object.fromEntries(shuffled.map(({ each }) => each));

        expect(unflatten(attributes, 'p')).toEqual(list);
      }),
    );
  });

  test('are none where members are not numbered, and names of objects are only names', () => {
    expect(unflatten({ 'p.a.b': 1 }, 'p')).toBeNull();
    expect(unflatten({ q: 1 }, 'p')).toBeNull();
    expect(unflatten({ 'p.0.__proto__.x': 1, 'p.0': 'late' }, 'p')).toHaveLength(1);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('a generation of Langfuse', () => {
  const generation = {
    'langfuse.observation.type': 'generation',
    'langfuse.observation.model.name': 'gpt-4o',
    'langfuse.observation.completion_start_time': '"2026-03-10T12:00:00.250Z"',
    'langfuse.observation.usage_details': '{"input":1000,"output":100,"total":1100}',
    'langfuse.observation.model.parameters': '{"temperature":0.2}',
    'langfuse.trace.name': 'checkout',
    'langfuse.trace.tags': ['beta'],
    'langfuse.trace.metadata.plan': 'pro',
    'langfuse.observation.metadata': '{"step":2}',
    'langfuse.environment': 'staging',
    'langfuse.release': 'v7',
    'session.id': 's1',
    'user.id': 'u1',
  };

  test('has its place, its notes and the price of its model, whose maker nobody named', () => {
    const span = mapTestSpan(generation);

    expect(span).toMatchObject({
      ...{ type: 'llm', traceName: 'checkout', tags: ['beta'], environment: 'staging', release: 'v7' },
      ...{ sessionId: 's1', userId: 'u1', metadata: { plan: 'pro', step: 2, mapping: { dialect: 'langfuse' } } },
      model: { provider: 'openai', parameters: { temperature: 0.2 }, timeToFirstTokenMs: 250, isStreamed: true },
      cost: { totalNanoUsd: 1000 * 2500 + 100 * 10_000, source: 'computed' },
    });
  });

  test('costs what its sender says', () => {
    const of = (details: object) =>
      mapTestSpan({ ...generation, 'langfuse.observation.cost_details': JSON.stringify(details) }).cost;

    expect(of({ input: 0.001, output: 0.002, total: 0.003 })).toMatchObject({
      ...{ totalNanoUsd: 3_000_000, buckets: { inputUncached: 1_000_000, outputText: 2_000_000 }, source: 'client' },
    });
    expect(of({ output: 0.001, output_image_tokens: 0.04 })?.buckets).toEqual({
      ...{ outputText: 1_000_000, imageOutput: 40_000_000 },
    });
    expect(of({ input: 0.001, search: 0.5 })).toMatchObject({ totalNanoUsd: 501_000_000, buckets: {} });
    expect(of({ input: 'x' })?.source).toBe('computed');
  });
});

test('a note cannot pass for an event, or for what else OpenTelemetry says', () => {
  const attributes = {
    'langfuse.trace.metadata.events': '[null]',
    'langfuse.trace.metadata.kind': 'x',
    metadata: '{"links":[1]}',
  };
  const span = mapTestSpan(attributes);

  expect(span.metadata).toMatchObject({ kind: 0 });
  expect(Object.keys(span.metadata).toSorted()).toEqual(['kind', 'mapping', 'resource', 'scope']);
  expect(span.attributes).toEqual(attributes);
});

describe('costs from elsewhere', () => {
  test('stand before what the table says, but not for what repeats others', () => {
    const call = { 'openinference.span.kind': 'LLM', 'llm.model_name': 'gpt-4o', 'llm.cost.total': 0.00123 };

    expect(mapTestSpan(call).cost).toMatchObject({ totalNanoUsd: 1_230_000, source: 'client' });
    expect(mapTestSpan({ ...call, 'openinference.span.kind': 'AGENT' }).cost).toBeNull();
    expect(mapTestSpan({ ...call, 'llm.cost.total': 1e30 }).cost?.source ?? null).toBeNull();
  });
});

describe('the dialect of a span', () => {
  test.each([
    [{ 'langfuse.observation.type': 'span' }, 'x', 'langfuse'],
    [{ 'openinference.span.kind': 'LLM' }, 'x', 'openinference'],
    [{ 'ai.operationId': 'ai.toolCall' }, 'x', 'vercel'],
    [{ 'traceloop.span.kind': 'task' }, 'x', 'openllmetry'],
    [{}, '@traceloop/instrumentation-openai', 'openllmetry'],
    [{}, 'opentelemetry.instrumentation.openai.v1', 'openllmetry'],
    [{ 'gen_ai.operation.name': 'chat' }, 'x', 'opentelemetry'],
  ])('%j of %s is %s', (attributes, name, dialect) => {
    const span = mapTestSpan(attributes, {}, { scope: { name, version: '1' } });

    expect(span.metadata['mapping']).toMatchObject({ dialect, version: expect.any(Number) });
  });
});

test('a span that the AI SDK puts around its calls is none itself, and its first token may be in an event', () => {
  const around = mapTestSpan({
    'ai.operationId': 'ai.streamText',
    'ai.model.id': 'gpt-4o',
    'ai.model.provider': 'openai.chat',
  });
  const call = mapTestSpan(
    { 'ai.operationId': 'ai.streamText.doStream', 'ai.model.id': 'gpt-4o', 'ai.model.provider': 'openai.chat' },
    { events: [{ name: 'ai.stream.firstChunk', timeUnixNano: '1', attributes: { 'ai.response.msToFirstChunk': 12 } }] },
  );

  expect(around).toMatchObject({ type: 'agent', cost: null });
  expect(call).toMatchObject({ type: 'llm', model: { provider: 'openai', timeToFirstTokenMs: 12, isStreamed: true } });
});

test('a service that nobody named is called after its project in Phoenix, if it has one', () => {
  const serviceOf = (resource: Record<string, string>) => mapTestSpan({}, {}, { resource }).service;
  const unnamed = { 'service.name': 'unknown_service:python' };
  const project = { 'openinference.project.name': 'trips' };

  expect(serviceOf({ ...unnamed, ...project })).toBe('trips');
  expect(serviceOf(unnamed)).toBeNull();
  expect(serviceOf({ ...project, 'service.name': 'shop' })).toBe('shop');
});
