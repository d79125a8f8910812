import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Provider } from '../../../shared/providers/provider.ts';
import { createSandboxProvider } from '../../../shared/providers/sandbox/sandbox-provider.ts';
import { done, streamFrames } from '../../../test/fixtures/fake-provider/chunks.ts';
import { streamFaults } from '../../../test/fixtures/fake-provider/faults.ts';
import { parseScenario } from '../../../test/fixtures/fake-provider/scenario.ts';
import { chat, createHarness } from '../testing/gateway-harness.ts';

/** A provider whose stream is cut into the given pieces. */
function providerOf(pieces: readonly Uint8Array[]): Provider {
  const sandbox = createSandboxProvider({ clock: () => 0, ids: () => 'id' });
  return {
    ...sandbox,
    call: async () => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: (async function* () {
        yield* pieces;
      })(),
    }),
  };
}

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}

async function relay(pieces: readonly Uint8Array[], asksForUsage: boolean) {
  const harness = createHarness({ ports: { sandbox: providerOf(pieces), clock: () => 0, monotonic: () => 0 } });
  const options = asksForUsage ? { stream_options: { include_usage: true } } : {};
  const response = await harness.post('/v1/chat/completions', chat('sandbox/lorem', { stream: true, ...options }));
  const text = await response.text();
  const { traceId: _, spanId: __, attributes: ___, ...span } = await harness.nextSpan();
  return { status: response.status, text, span };
}

const { 'error-mid': errorMid, malformed, 'end-mid': endMid } = streamFaults;
const streams: Record<string, string> = {
  ok: streamFrames(parseScenario('ok'), true).join(''),
  tools: streamFrames(parseScenario('tools'), true).join(''),
  reasoning: streamFrames(parseScenario('reasoning'), true).join(''),
  'with line ends of another kind': streamFrames(parseScenario('ok'), true).join('').replaceAll('\n', '\r\n'),
  'with carriage returns': streamFrames(parseScenario('ok'), true).join('').replaceAll('\n', '\r'),
  'in many bytes a letter': streamFrames(parseScenario('ok'), true).join('').replaceAll('word', '🚢ü漢'),
  'that ends twice': `${streamFrames(parseScenario('ok'), false).join('')}${done}`,
  'with comments': `: hi\n\nevent: x\nid: 3\n${streamFrames(parseScenario('ok'), false).join(': ping\n\n')}`,
  'without a last blank line': streamFrames(parseScenario('ok'), false).join('').slice(0, -1),
  'with an error in it': (errorMid?.frames('key') ?? []).join(''),
  'with broken JSON in it': (malformed?.frames('key') ?? []).join(''),
  'that just ends': (endMid?.frames('key') ?? []).join(''),
};

test.each(Object.entries(streams))(
  'a stream %s: any chunking gives the same bytes and the same trace',
  async (_, stream) => {
    const bytes = Buffer.from(stream);
    const whole = { true: await relay([bytes], true), false: await relay([bytes], false) };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 40 }), fc.boolean(), async (cuts, asksForUsage) => {
        expect(await relay(cutAt(bytes, cuts), asksForUsage)).toEqual(whole[`${asksForUsage}`]);
      }),
      { numRuns: 60 },
    );
  },
);

test('byte by byte', async () => {
  const bytes = Buffer.from(streams['ok'] ?? '');
  const pieces = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));

  expect(await relay(pieces, true)).toMatchObject({
    text: streams['ok'],
    span: { status: 'ok', usage: { input: 100, output: 8 } },
  });
});
