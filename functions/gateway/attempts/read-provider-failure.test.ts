import { describe, expect, test } from 'vitest';
import type { Provider } from '../../../shared/providers/provider.ts';
import { isWorthFallingOver } from '../../../shared/routing/is-worth-retrying.ts';
import { chat, createHarness } from '../testing/gateway-harness.ts';
import { recordNamed, type Script, scriptedProviders } from '../testing/scripted-provider.ts';
import { findSentError } from './read-provider-failure.ts';

async function ask(script: Script, isStreamed: boolean) {
  const { openProvider, calls } = scriptedProviders(script);
  const harness = createHarness({ settings: { providers: [recordNamed('mock')] }, ports: { openProvider } });
  const response = await harness.post('/v1/chat/completions', chat('mock/m', { stream: isStreamed }));
  return { status: response.status, text: await response.text(), span: await harness.nextSpan(), calls };
}

describe.each([
  { said: 408, told: 504, type: 'provider_timeout' },
  { said: 425, told: 503, type: 'provider_failed' },
])('$said says nothing against the request', ({ said, told, type }) => {
  test.each([true, false])('so it is sent again (streamed: %s)', async (isStreamed) => {
    let asked = 0;
    const { status, text, calls } = await ask(() => {
      asked += 1;
      return asked === 1 ? { status: said } : 'Well.';
    }, isStreamed);
    expect([status, calls.length]).toEqual([200, 2]);
    expect(text).toContain('Well');
  });

  test('and is no fault of the caller’s if it is said again', async () => {
    const { status, text, span, calls } = await ask(() => ({ status: said }), false);
    expect([status, calls.length]).toEqual([told, 2]);
    expect(JSON.parse(text)).toMatchObject({ error: { code: type } });
    expect(span).toMatchObject({ status: 'error', errorType: type });
  });

  test('also as an error within an answer', () => {
    const provider = { slug: 'mock', redact: (text: string) => text } as Provider;
    expect(findSentError(provider, { error: { code: said, message: 'Later.' } })).toMatchObject({
      ...{ type, code: type, status: told, isRetryable: true, providerStatus: said },
    });
  });
});

test('an error inside a stream has the status that its provider says beside a code in words', () => {
  const provider = { slug: 'groq', redact: (text: string) => text } as Provider;
  const error = { message: 'Tool call validation failed', code: 'tool_use_failed', status_code: 400 };

  expect(findSentError(provider, { error })).toMatchObject({
    ...{ type: 'provider_rejected_request', code: 'tool_use_failed', status: 400, isRetryable: false },
  });
});

test.each([
  ['no such model', { code: 404 }],
  ['no credit', { code: 402 }],
  ['no such model, in the words of a code', { code: 'model_not_found', status: 400 }],
])('what would refuse any request is not the request’s fault: %s', (_, said) => {
  const provider = { slug: 'mock', redact: (text: string) => text } as Provider;
  const sent = findSentError(provider, { error: { message: 'No.', ...said } });

  expect(sent).toMatchObject({ type: 'provider_refused', isRetryable: false });
  expect(isWorthFallingOver(sent)).toBe(true);
});

test('a prompt that is too long has OpenAI’s code, also where its provider has only words: another target may take it', () => {
  const provider = { slug: 'vllm', redact: (text: string) => text } as Provider;
  const message =
    'This model’s maximum context length is 512 tokens. However, your prompt contains at least 513 input tokens';
  const sent = findSentError(provider, {
    error: { message, type: 'BadRequestError', param: 'input_tokens', code: 400 },
  });

  expect(sent).toMatchObject({ code: 'context_length_exceeded', param: 'input_tokens', status: 400 });
  expect(isWorthFallingOver(sent)).toBe(true);
});
