import { describe, expect, test } from 'vitest';
import { isObject, objectsIn } from '../../../shared/json/json-object.ts';
import { catalogueModels } from '../../../shared/models/catalogue.ts';
import type { Measurement } from '../../../shared/observability/print-measurement.ts';
import { chat, createHarness } from '../testing/gateway-harness.ts';
import { makeRoute } from '../testing/make-route.ts';
import { recordNamed, type Said, scriptedProviders } from '../testing/scripted-provider.ts';

/** One of the catalogue that is known to take no schema. */
const plain = catalogueModels.find(
  ({ abilities, kind, provider }) => kind === 'chat' && abilities.structuredOutput === false && provider !== 'sandbox',
);
const instructed = plain?.id ?? expect.unreachable('the catalogue has a model without structured output');
/** Of which nothing is known: it gets the schema as it came. */
const native = 'mock/native';

const schema = {
  type: 'object',
  properties: { port: { type: 'string' }, depth: { type: 'number' } },
  required: ['port', 'depth'],
  additionalProperties: false,
};
const response_format = { type: 'json_schema', json_schema: { name: 'harbour', schema, strict: true } };
const valid = '{"port": "Trieste", "depth": 18}';
const invalid = '{"port": "Trieste"}';

/** A gateway whose models say one thing after the other. */
function startGateway(...texts: string[]) {
  const said: Said[] = [...texts];
  const { openProvider, calls } = scriptedProviders(() => said.shift() ?? expect.unreachable('asked too often'));
  const measured: Measurement[] = [];
  const route = makeRoute([native], { structuredOutput: { repair: true } });
  const harness = createHarness({
    settings: { providers: ['mock', plain?.provider ?? ''].map(recordNamed), routes: [route] },
    ports: { openProvider, measure: (measurement) => measured.push(measurement) },
  });
  const ask = async (model: string, more: Record<string, unknown> = {}) => {
    const response = await harness.post('/v1/chat/completions', chat(model, { response_format, ...more }));
    const text = await response.text();
    return { response, text, span: await harness.nextSpan() };
  };
  return { ask, calls, harness, measured };
}

function contentOf(text: string): unknown {
  const [choice] = objectsIn((JSON.parse(text) as { choices: unknown }).choices);
  return isObject(choice?.['message']) ? choice['message']['content'] : null;
}

describe('a schema', () => {
  test('goes as it is to a model that takes it', async () => {
    const { ask, calls, measured } = startGateway(valid);
    const { text, span } = await ask(native);
    expect(contentOf(text)).toBe(valid);
    expect(calls[0]?.request['response_format']).toEqual(response_format);
    expect(span.decision?.structuredOutput).toEqual({ mode: 'native', isValid: true, wasRepaired: false });
    expect(measured).toEqual([
      {
        dimensions: { model: native, mode: 'native' },
        values: { StructuredOutputValid: 1, StructuredOutputRepaired: 0 },
      },
    ]);
  });

  test('is an instruction to a model that does not, whose fence is taken off', async () => {
    const { ask, calls } = startGateway(`\`\`\`json\n${valid}\n\`\`\``);
    const { text, span } = await ask(instructed);
    expect(JSON.parse(String(contentOf(text)))).toEqual({ port: 'Trieste', depth: 18 });
    expect(calls[0]?.request).not.toHaveProperty('response_format');
    expect(objectsIn(calls[0]?.request['messages'])[0]).toMatchObject({
      ...{ role: 'system', content: expect.stringContaining('"additionalProperties":false') },
    });
    expect(span.decision?.structuredOutput).toEqual({ mode: 'instructed', isValid: true, wasRepaired: false });
  });

  test.each([
    { model: instructed, mode: 'instructed' },
    { model: 'support', mode: 'native' },
  ])('that an answer does not keep to is asked for once more: $mode', async ({ model, mode }) => {
    const { ask, calls, harness, measured } = startGateway(invalid, valid);
    const { text, span } = await ask(model);
    expect(JSON.parse(String(contentOf(text)))).toEqual({ port: 'Trieste', depth: 18 });
    const [, wrong, correction] = objectsIn(calls[1]?.request['messages']).slice(-3);
    expect(wrong).toEqual({ role: 'assistant', content: invalid });
    expect(JSON.stringify(correction)).toContain('depth');
    expect(span.decision?.structuredOutput).toEqual({ mode, isValid: true, wasRepaired: true });
    // Both were paid for.
    expect(harness.attempts).toMatchObject([{ usage: { input: 10, output: 5 }, model: { isSuperseded: true } }]);
    expect(measured).toMatchObject([{ values: { StructuredOutputValid: 1, StructuredOutputRepaired: 1 } }]);
  });

  test.each([instructed, 'support'])(
    'that is not kept to in the end is a failure of its own type: %s',
    async (model) => {
      const { ask, calls, measured } = startGateway(invalid, 'I would rather not.');
      const { response, text, span } = await ask(model);
      expect(response.status).toBe(422);
      expect(JSON.parse(text)).toMatchObject({
        error: { code: 'structured_output_invalid', param: 'response_format' },
      });
      expect(calls).toHaveLength(2);
      expect(span).toMatchObject({ status: 'error', errorType: 'structured_output_invalid' });
      expect(measured).toMatchObject([{ values: { StructuredOutputValid: 0 } }]);
    },
  );

  test('that a model takes itself is its own affair where no route says otherwise', async () => {
    const { ask, calls } = startGateway(invalid);
    const { response, text, span } = await ask(native);
    expect([response.status, contentOf(text)]).toEqual([200, invalid]);
    expect(calls).toHaveLength(1);
    expect(span.decision?.structuredOutput).toMatchObject({ isValid: false });
  });

  test('says nothing of a refusal or a call of a tool', async () => {
    const { openProvider } = scriptedProviders(() => ({
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'now', arguments: '{}' } }],
    }));
    const harness = createHarness({ settings: { providers: [recordNamed('mock')] }, ports: { openProvider } });
    expect((await harness.post('/v1/chat/completions', chat(native, { response_format }))).status).toBe(200);
    expect((await harness.nextSpan()).decision?.structuredOutput).toBeNull();
  });
});

describe('a stream', () => {
  const streamed = { stream: true, stream_options: { include_partial_object: true } };

  test('shows the object as it grows, and the provider sees nothing of that', async () => {
    const { ask, calls } = startGateway(valid);
    const { text, span } = await ask(native, streamed);
    const events = text.split('\n\n').filter((frame) => frame.startsWith('data: {'));
    const objects = events.flatMap((frame) => {
      const json = JSON.parse(frame.slice(6)) as Record<string, unknown>;
      return 'partial_object' in json ? [json['partial_object']] : [];
    });
    expect(objects.length).toBeGreaterThan(3);
    expect(objects).toContainEqual({ port: 'Triest' });
    expect(objects.at(-1)).toEqual({ port: 'Trieste', depth: 18 });
    expect(calls[0]?.request['stream_options']).not.toHaveProperty('include_partial_object');
    expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true);
    expect(span.decision?.structuredOutput).toMatchObject({ isValid: true });
  });

  test('that does not keep to the schema ends with an error: what was sent cannot be taken back', async () => {
    const { ask, calls } = startGateway(invalid);
    const { text, span } = await ask(instructed, { stream: true });
    expect(text).toContain('structured_output_invalid');
    expect(text).not.toContain('[DONE]');
    expect(calls).toHaveLength(1);
    expect(span).toMatchObject({ status: 'error', decision: { structuredOutput: { isValid: false } } });
  });
});
