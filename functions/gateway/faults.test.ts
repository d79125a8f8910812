import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenAiError } from '../../shared/contract/common.ts';
import { estimateTokens } from '../../shared/pricing/estimate-tokens.ts';
import { type FakeProvider, startFakeProvider } from '../../test/fixtures/fake-provider/fake-provider.ts';
import { canaryKey, chat, createHarness, type Harness } from './testing/gateway-harness.ts';

const path = '/v1/chat/completions';
const timeouts = { firstByteMs: 150, idleMs: 150, totalMs: 5_000 };
let fake: FakeProvider;

beforeAll(async () => {
  fake = await startFakeProvider();
});
afterAll(async () => {
  await fake.close();
});

interface Expected {
  status: number;
  code: string;
  errorType: string;
}

/** Faults that come before the first token end alike, streamed or not. */
const beforeFirstToken: Record<string, Expected> = {
  'http-400': { status: 400, code: 'context_length_exceeded', errorType: 'provider_rejected_request' },
  'http-401': { status: 502, code: 'provider_authentication_failed', errorType: 'provider_authentication_failed' },
  'http-404': { status: 404, code: 'model_not_found', errorType: 'provider_refused' },
  'http-429': { status: 429, code: 'rate_limit_exceeded', errorType: 'provider_rate_limited' },
  'http-500': { status: 502, code: 'provider_failed', errorType: 'provider_failed' },
  'http-503': { status: 503, code: 'provider_failed', errorType: 'provider_failed' },
  redirect: { status: 502, code: 'provider_invalid_response', errorType: 'provider_invalid_response' },
  'html-200': { status: 502, code: 'provider_invalid_response', errorType: 'provider_invalid_response' },
  'html-500': { status: 502, code: 'provider_failed', errorType: 'provider_failed' },
  'json-error-200': { status: 429, code: 'provider_rate_limited', errorType: 'provider_rate_limited' },
  'cut-before-headers': { status: 502, code: 'provider_unreachable', errorType: 'provider_unreachable' },
  stall: { status: 504, code: 'provider_timeout', errorType: 'provider_timeout' },
};

async function call(
  scenario: string,
  isStreamed: boolean,
): Promise<{ response: Response; text: string; harness: Harness }> {
  const harness = createHarness({ baseUrl: fake.baseUrl, timeouts });
  const response = await harness.post(path, chat(`mock/${scenario}`, { stream: isStreamed }));
  return { response, text: await response.text(), harness };
}

function expectNoKey(...texts: string[]): void {
  for (const form of [canaryKey, encodeURIComponent(canaryKey), Buffer.from(canaryKey).toString('base64')]) {
    expect(texts.join('\n')).not.toContain(form);
  }
}

describe.each([true, false])('before the first token (streamed: %s)', (isStreamed) => {
  test.each(Object.entries(beforeFirstToken))('%s', async (scenario, expected) => {
    const { response, text, harness } = await call(scenario, isStreamed);
    const span = await harness.nextSpan();
    const { error } = JSON.parse(text) as OpenAiError;

    expect(response.status).toBe(expected.status);
    expect(error).toEqual({
      message: expect.any(String),
      type: expect.any(String),
      param: expect.toSatisfy(isText),
      code: expected.code,
    });
    expect(response.headers.get('x-signalbox-trace-id')).toBe(span.traceId);
    expect(span).toMatchObject({ status: 'error', errorType: expected.errorType, statusMessage: error.message });
    expectNoKey(text, JSON.stringify(span), ...harness.log);
  });
});

function isText(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

test('Retry-After is passed on', async () => {
  const { response } = await call('http-429', false);

  expect(response.headers.get('retry-after')).toBe('7');
});

test.each(['http-429', 'html-200', 'error-first-event'])(
  '%s: a call that was never answered used nothing',
  async (fault) => {
    const { harness } = await call(fault, true);

    expect(await harness.nextSpan()).toMatchObject({ usage: null, cost: null, output: null });
  },
);

/** Faults of a stream whose first event is already wrong, so that a status can still say so. */
test.each([
  ['error-first-event', 502, 'provider_failed'],
  ['malformed-first', 502, 'provider_invalid_response'],
  ['cut-before-first', 502, 'provider_stream_cut'],
])('%s as the first thing of a stream answers %i', async (scenario, status, code) => {
  const { response, text, harness } = await call(scenario, true);

  expect(response.status).toBe(status);
  expect(JSON.parse(text)).toMatchObject({ error: { code } });
  expect((await harness.nextSpan()).errorType).toBe(code);
});

describe('in the middle of a stream', () => {
  test.each([
    ['error-mid', 'provider_failed'],
    ['malformed', 'provider_invalid_response'],
    ['cut-mid', 'provider_stream_cut'],
    ['end-mid', 'provider_stream_cut'],
    ['stall-mid', 'provider_timeout'],
  ])('%s ends with an error event and a partial cost', async (scenario, code) => {
    const { response, text, harness } = await call(scenario, true);
    const span = await harness.nextSpan();
    const events = text
      .trimEnd()
      .split('\n\n')
      .map((event) => JSON.parse(event.replace('data: ', '')));

    expect(response.status).toBe(200);
    expect(
      events
        .slice(0, -1)
        .map((event) => event.choices[0].delta.content)
        .join(''),
    ).toBe('Half an answer');
    expect(events.at(-1)).toEqual({
      error: { message: expect.any(String), type: 'server_error', param: null, code },
    });
    expect(span).toMatchObject({
      status: 'error',
      errorType: code,
      usage: { basis: 'estimated', flags: ['estimated', 'partial'], output: estimateTokens('Half an answer') },
      output: { value: { role: 'assistant', content: 'Half an answer' } },
    });
    expectNoKey(text, JSON.stringify(span), ...harness.log);
  });
});

describe('in the middle of an answer in one piece', () => {
  test.each([
    ['malformed', 'provider_invalid_response'],
    ['cut-mid', 'provider_stream_cut'],
    ['stall-mid', 'provider_timeout'],
  ])('%s', async (scenario, code) => {
    const { text, harness } = await call(scenario, false);

    expect(JSON.parse(text)).toMatchObject({ error: { code } });
    expect((await harness.nextSpan()).errorType).toBe(code);
  });
});

test.each([true, false])('a provider that repeats its key gives nothing away (streamed: %s)', async (isStreamed) => {
  const { response, text, harness } = await call('echo-key', isStreamed);
  const span = await harness.nextSpan();

  expect(response.status).toBe(200);
  expect(text).toContain('[redacted]');
  expectNoKey(text, JSON.stringify(span), ...harness.log);
});

test('a provider that cannot be reached', async () => {
  const harness = createHarness({ baseUrl: 'http://127.0.0.1:1/v1' });
  const response = await harness.post(path, chat('mock/ok'));

  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ error: { code: 'provider_unreachable' } });
});
