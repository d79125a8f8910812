import { describe, expect, test } from 'vitest';
import { hexOf } from '../../../test/support/build-span.ts';
import { testContext as context, mapTestSpan as map } from '../testing/map-test-span.ts';
import { createModelLookup } from './model-lookup.ts';

const call = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt-4o' };

describe('usage', () => {
  test('counts cached tokens as part of the input', () => {
    const { usage } = map({
      ...call,
      'gen_ai.usage.input_tokens': 100,
      'gen_ai.usage.cache_read.input_tokens': 20,
      'gen_ai.usage.cache_creation.input_tokens': '10',
      'gen_ai.usage.output_tokens': 7,
    });

    expect(usage).toMatchObject({
      inputUncached: 70,
      cacheRead: 20,
      cacheWrite: 10,
      input: 100,
      outputText: 7,
      total: 107,
    });
  });

  test('is exclusive where more is cached than was put in', () => {
    const { usage } = map({ ...call, 'gen_ai.usage.input_tokens': 5, 'gen_ai.usage.cache_read.input_tokens': 128_955 });

    expect(usage).toMatchObject({ inputUncached: 5, cacheRead: 128_955, input: 128_960, convention: 'exclusive' });
  });

  test('is read under its older names, and null where there is none', () => {
    expect(map({ ...call, 'gen_ai.usage.prompt_tokens': 3, 'gen_ai.usage.completion_tokens': 4 }).usage).toMatchObject({
      total: 7,
    });
    expect(map(call)).toMatchObject({ usage: null, cost: null });
  });
});

describe('simulated', () => {
  const simulated = 'signalbox.simulated';

  test.each([
    ['its attribute', { [simulated]: true }, {}, true],
    ['its resource', {}, { [simulated]: true }, true],
    ['a text, as in OTEL_RESOURCE_ATTRIBUTES', {}, { [simulated]: 'true' }, true],
    ['its attribute before its resource', { [simulated]: false }, { [simulated]: 'true' }, false],
    ['nothing that means anything', { [simulated]: 'perhaps' }, {}, false],
    ['nothing', {}, {}, false],
  ])('is a span by %s', (_, attributes, resource, expected) => {
    expect(map({ ...call, ...attributes }, {}, { resource }).isSimulated).toBe(expected);
  });

  test('is what the sandbox answers, whatever is said of it', () => {
    const { isSimulated } = map({
      ...{ 'gen_ai.provider.name': 'sandbox', 'gen_ai.request.model': 'not-in-the-catalogue', [simulated]: false },
    });

    expect(isSimulated).toBe(true);
  });

  test('is said of the cost, computed or reported', () => {
    const used = { ...call, [simulated]: true, 'gen_ai.usage.input_tokens': 1000 };

    expect(map(used).cost).toMatchObject({ totalNanoUsd: 2_500_000, flags: ['simulated'] });
    expect(map({ ...used, 'gen_ai.usage.cost': 0.5 }).cost).toMatchObject({
      ...{ totalNanoUsd: 500_000_000, source: 'client', flags: ['simulated'] },
    });
  });
});

describe('cost', () => {
  const used = { ...call, 'gen_ai.usage.input_tokens': 1000, 'gen_ai.usage.output_tokens': 100 };

  test('comes from the model that answered, by the table that is named', () => {
    const { cost } = map({ ...used, 'gen_ai.response.model': 'gpt-4o-2024-08-06' });

    // 2.50 and 10 USD per million tokens.
    expect(cost).toMatchObject({ totalNanoUsd: 1000 * 2500 + 100 * 10_000, source: 'computed' });
    expect(cost?.priceTableVersion).toBeTruthy();
  });

  test('is null and flagged for a model that nobody knows, never 0', () => {
    expect(map({ ...used, 'gen_ai.request.model': 'nobody-knows' }).cost).toMatchObject({
      totalNanoUsd: null,
      flags: ['unknown_price'],
    });
  });

  test.each([
    ['acme/own', { 'gen_ai.provider.name': 'acme', 'gen_ai.request.model': 'own' }],
    ['azure/gpt-4o', { 'gen_ai.provider.name': 'azure.ai.openai', 'gen_ai.request.model': 'gpt-4o' }],
    ['unknown/llama3', { 'gen_ai.provider.name': undefined, 'gen_ai.request.model': 'llama3' }],
  ])('is the project’s own where it has one, of %s', (modelId, attributes) => {
    const override = { price: { base: { inputUncached: '1', outputText: '2' }, tiers: [] } };
    const findModel = createModelLookup([
      { projectId: context.projectId, modelId, override, updatedAt: '2026-01-01T00:00:00.000Z' },
    ]);

    const { cost } = map({ ...used, ...attributes }, {}, { findModel });

    expect(cost?.totalNanoUsd).toBe(1000 * 1000 + 100 * 2000);
  });

  test.each([
    ['strands-agents', 'us.anthropic.claude-sonnet-4-20250514-v1:0', 3_000],
    ['gcp.vertex.agent', 'gemini-2.5-flash', 300],
    ['Langchain', 'gpt-4o', 2_500],
    ['litellm', 'openai/gpt-4o', 2_500],
    [undefined, 'amazon.nova-pro-v1:0', 800],
  ])('is found by the model where %s stands in place of a provider: %s', (provider, model, nanoUsdPerToken) => {
    const span = map({
      ...{ 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': provider, 'gen_ai.request.model': model },
      'gen_ai.usage.input_tokens': 1000,
    });

    expect(span.cost?.totalNanoUsd).toBe(1000 * nanoUsdPerToken);
  });

  test('is that of a model which is no longer offered, too', () => {
    expect(map({ ...used, 'gen_ai.request.model': 'gpt-4-turbo' }).cost?.totalNanoUsd).toBe(
      1000 * 10_000 + 100 * 30_000,
    );
  });

  test('is not counted once more for a run that only its agent and its usage tell', () => {
    const run = { 'gen_ai.agent.name': 'clerk', 'gen_ai.usage.input_tokens': 100 };

    expect(map(run)).toMatchObject({ type: 'agent', usage: { input: 100 }, cost: null });
    expect(map({ ...run, 'gen_ai.request.model': 'gpt-4o' }).type).toBe('llm');
    expect(map({ 'gen_ai.agent.name': 'clerk' }).type).toBe('span');
  });

  test('is not computed once more for an agent', () => {
    const span = map({ ...used, 'gen_ai.operation.name': 'invoke_agent' });

    expect(span).toMatchObject({ type: 'agent', cost: null, usage: { total: 1100 } });
  });
});

describe('what a span is', () => {
  test.each([
    ['chat', 'llm'],
    ['text_completion', 'llm'],
    ['embeddings', 'embedding'],
    ['execute_tool', 'tool'],
    ['retrieval', 'retriever'],
    ['create_agent', 'agent'],
    ['invoke_workflow', 'workflow'],
    ['toString', 'span'],
  ])('%s is %s', (operation, type) => {
    expect(map({ 'gen_ai.operation.name': operation }).type).toBe(type);
  });

  test('a span that names a model is a call of it', () => {
    expect(map({ 'gen_ai.response.model': 'm' })).toMatchObject({
      type: 'llm',
      model: { requestedModel: 'm', provider: 'unknown', operation: 'chat', isStreamed: false },
    });
  });

  test('a call has its parameters, reasons and first token', () => {
    const { model } = map({
      ...call,
      'gen_ai.request.temperature': 0.2,
      'gen_ai.request.stop_sequences': ['x'],
      'gen_ai.response.finish_reasons': ['stop', 5],
      'gen_ai.response.time_to_first_chunk': 0.25,
      'gen_ai.request.stream': 'yes',
    });

    expect(model).toEqual({
      operation: 'chat',
      provider: 'openai',
      requestedModel: 'gpt-4o',
      answeringModel: null,
      parameters: { temperature: 0.2, stop: ['x'] },
      finishReasons: ['stop'],
      isStreamed: true,
      timeToFirstTokenMs: 250,
    });
  });
});

test('values of another kind than meant are as good as absent', () => {
  const { model, usage } = map({
    ...call,
    'gen_ai.request.stream': false,
    'gen_ai.response.finish_reasons': 'stop',
    'gen_ai.response.model': 5,
    'gen_ai.response.time_to_first_chunk': -1,
    'gen_ai.usage.input_tokens': 'many',
    'gen_ai.usage.output_tokens': '',
  });

  expect(usage).toBeNull();
  expect(model).toMatchObject({
    isStreamed: false,
    finishReasons: ['stop'],
    answeringModel: null,
    timeToFirstTokenMs: null,
  });
});

describe('where a span belongs', () => {
  test('is told by its resource, and better by itself', () => {
    expect(
      map({ 'session.id': 's', 'enduser.id': 'u', 'deployment.environment.name': 'production', 'service.version': '' }),
    ).toMatchObject({
      service: 'shop',
      environment: 'production',
      sessionId: 's',
      userId: 'u',
      release: null,
      keyId: 'key1',
    });
  });

  test('its parent, kind, scope, resource, events and links are kept', () => {
    const event = { name: 'e', timeUnixNano: '1', attributes: { a: 1 } };
    const link = { traceId: 'a', spanId: 'b', attributes: {} };

    expect(map({}, { parentSpanId: hexOf('p', 16), kind: 3, events: [event], links: [link] })).toMatchObject({
      parentSpanId: hexOf('p', 16),
      metadata: { kind: 3, scope: context.scope, resource: context.resource, events: [event], links: [link] },
    });
  });
});

describe('times and errors', () => {
  test('are exact to the nanosecond', () => {
    expect(map({}, { startTimeUnixNano: '1773144000000000001', endTimeUnixNano: '1773144000001500001' })).toMatchObject(
      {
        startTime: '2026-03-10T12:00:00.000Z',
        endTime: '2026-03-10T12:00:00.001Z',
        startTimeUnixNano: '1773144000000000001',
        durationMs: 1.5,
      },
    );
  });

  test('a span that ends before it starts took no time', () => {
    const none = { durationMs: 0, endTimeUnixNano: '1773144000000000000' };

    expect(map({}, { endTimeUnixNano: '0' })).toMatchObject(none);
    expect(map({}, { endTimeUnixNano: '0' }).metadata['mapping']).not.toHaveProperty('warning');
    expect(map({}, { endTimeUnixNano: '1773143999000000000' })).toMatchObject({
      ...none,
      metadata: { mapping: { warning: 'end_before_start', sentEndTimeUnixNano: '1773143999000000000' } },
    });
  });

  test('an error is told by the status, its type by attribute or exception', () => {
    const exception = {
      name: 'exception',
      timeUnixNano: '1',
      attributes: { 'exception.type': 'E', 'exception.message': 'm' },
    };

    expect(map({}, { statusCode: 2, events: [exception] })).toMatchObject({
      status: 'error',
      errorType: 'E',
      statusMessage: 'm',
    });
    expect(map({ 'error.type': 'timeout' }, { statusCode: 2, statusMessage: 's' })).toMatchObject({
      errorType: 'timeout',
      statusMessage: 's',
    });
    expect(map({}, { statusCode: 1 })).toMatchObject({ status: 'ok', errorType: null, statusMessage: null });
    expect(map({}).status).toBe('unset');
  });
});

describe('content', () => {
  const question = [{ role: 'user', parts: [{ type: 'text', content: 'Why?' }] }];

  test('is taken from JSON text, with the instructions first, and not kept twice', () => {
    const span = map({
      ...call,
      'gen_ai.input.messages': JSON.stringify(question),
      'gen_ai.system_instructions': JSON.stringify([{ type: 'text', content: 'Be brief.' }]),
      'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'So.' }] }],
      custom: 1,
    });

    expect(span.input).toMatchObject({
      preview: 'Why?',
      value: [{ role: 'system', parts: [{ type: 'text', content: 'Be brief.' }] }, ...question],
      isTruncated: false,
    });
    expect(span.output?.preview).toBe('So.');
    expect(span.attributes).toEqual({ ...call, custom: 1 });
  });

  test('is taken from events, and of tools their arguments and result', () => {
    const event = { name: 'details', timeUnixNano: '1', attributes: { 'gen_ai.input.messages': question } };

    expect(map(call, { events: [event] }).input?.value).toEqual(question);
    expect(map({ 'gen_ai.tool.call.arguments': '{"city":"Rome"}', 'gen_ai.tool.call.result': 'sunny' })).toMatchObject({
      input: { value: { city: 'Rome' } },
      output: { value: 'sunny', preview: 'sunny' },
    });
    expect(map({ 'gen_ai.system_instructions': 'x', 'gen_ai.prompt': 'plain' }).input?.value).toEqual([
      { role: 'system', parts: ['x'] },
      'plain',
    ]);
    expect(map({ 'gen_ai.system_instructions': 'x' }).input?.value).toEqual([{ role: 'system', parts: ['x'] }]);
  });

  test('that is nested beyond sense stays text', () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);

    expect(map({ 'gen_ai.prompt': text }).input?.value).toBe(text);
  });
});
