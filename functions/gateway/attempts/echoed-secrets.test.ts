import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProviderKind } from '../../../shared/contract/providers.ts';
import { encodeMessage } from '../../../shared/providers/bedrock/testing/event-stream.ts';
import {
  type FakeAnswer,
  type FakeServer,
  startFakeServer,
} from '../../../shared/providers/translation/testing/fake-server.ts';
import { canaryKey, chat, createHarness, mockRecord } from '../testing/gateway-harness.ts';

const signature = 'c0ffee5ca1ab1e';
const said = `Cannot fetch https://b.s3.amazonaws.com/a.png?X-Amz-Signature=${signature} with the key ${canaryKey}.`;

// As the adapters' own fixtures: each provider's error, as an answer and within a stream.
const openAi = { error: { message: said, type: 'invalid_request_error', code: 'bad', param: null } };
const google = { error: { code: 400, message: said, status: 'INVALID_ARGUMENT' } };
const anthropic = { type: 'error', error: { type: 'invalid_request_error', message: said } };
const sse = (json: unknown) => `data: ${JSON.stringify(json)}\n\n`;

const kinds: readonly [kind: ProviderKind, answer: unknown, stream: string | Uint8Array][] = [
  ['openai-compatible', openAi, sse(openAi)],
  ['azure-openai', openAi, sse(openAi)],
  ['gemini', google, sse(google)],
  ['anthropic', anthropic, `event: error\n${sse(anthropic)}`],
  [
    'bedrock',
    { message: said },
    encodeMessage(
      { ':message-type': 'exception', ':exception-type': 'validationException' },
      JSON.stringify({ message: said }),
    ),
  ],
];

let server: FakeServer;
beforeAll(async () => {
  server = await startFakeServer();
});
afterAll(() => server.close());

async function everythingAfter(kind: ProviderKind, isStreamed: boolean, answer: FakeAnswer): Promise<string> {
  server.answer(answer);
  const record = { ...mockRecord(server.url), kind, region: kind === 'bedrock' ? 'eu-central-1' : null };
  const harness = createHarness({ settings: { providers: [record] } });
  const response = await harness.post('/v1/chat/completions', chat('mock/m', { stream: isStreamed, max_tokens: 9 }));
  const text = await response.text();
  const span = await harness.nextSpan();

  expect(span.status).toBe('error');
  expect(text).toContain('[redacted]');
  return [text, JSON.stringify([...response.headers]), JSON.stringify(span), ...harness.log].join('\n');
}

test.each(kinds)(
  '%s: an error that repeats a key or a signed address gives neither away',
  async (kind, answer, stream) => {
    const whole = { status: 400, body: JSON.stringify(answer) };
    const streamed = { headers: { 'content-type': 'text/event-stream' }, body: stream };
    const seen = [await everythingAfter(kind, false, whole), await everythingAfter(kind, true, whole)];
    seen.push(await everythingAfter(kind, true, streamed));

    for (const everything of seen) {
      expect(everything).not.toContain(canaryKey);
      expect(everything).not.toContain(signature);
      expect(everything).toContain('Cannot fetch');
    }
  },
);
