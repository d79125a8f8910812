import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpTransport } from '../../../../shared/providers/http-transport.ts';
import { readFixturesAndForms, type WireFixture } from '../../../fixtures/wire/read-fixtures.ts';
import { surfaces } from '../surfaces.ts';
import { modelOf, startWireStage } from './start-wire-stage.ts';

const streams = readFixturesAndForms().filter(({ api, isStreamed }) => isStreamed && api !== 'responses');

/** In place of the network: a recording, cut where the test says. */
let playing: { fixture: WireFixture; pieces: readonly Uint8Array[] };
const transport: HttpTransport = {
  close: () => undefined,
  send: async () => ({
    ...{ status: playing.fixture.status, headers: playing.fixture.headers },
    body: (async function* () {
      yield* playing.pieces;
    })(),
  }),
};
const harness = startWireStage(streams, transport, {
  clock: () => 1_700_000_000_000,
  monotonic: () => 0,
  ids: () => '0190a000-0000-7000-8000-00000000000f',
  inBackground: () => undefined,
});

/** Byte by byte up to here; longer recordings in pieces of seven, which is still within every event. */
const maxSingleBytes = 12_000;

describe.each(surfaces)('$name', (surface) => {
  test.each(streams)('$name: any cuts give the same answer and the same span', async (fixture) => {
    const answerTo = async (pieces: readonly Uint8Array[]) => {
      playing = { fixture, pieces };
      const body = { ...surface.body(modelOf(fixture), 'What was said?'), stream: true };
      const text = await (await harness.post(surface.path, body)).text();
      const { status, errorType, usage, cost, output, model } = await harness.nextSpan();
      return { text: withoutNews(text), span: { status, errorType, usage, cost, output, model } };
    };
    const { bytes } = fixture;
    const whole = await answerTo([bytes]);
    const step = bytes.length > maxSingleBytes ? 7 : 1;
    const places = Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) => at * step);

    expect(whole.text.length).toBeGreaterThan(0);
    expect(await answerTo(cutAt(bytes, places))).toEqual(whole);
    // A failure names its seed, with which it comes again.
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length - 1 }), { maxLength: 30 }), async (cuts) => {
        expect(await answerTo(cutAt(bytes, cuts))).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  });
});

/** What is new with each call, and has nothing to do with the cuts. */
function withoutNews(text: string): string {
  return text.replace(/"request_id":"[^"]+"/, '').replaceAll(/"created":\d+|bedrock-\d+|gemini-\d+/g, '');
}

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set([0, ...cuts])].sort((a, b) => a - b);
  return places.map((start, index) => bytes.subarray(start, places[index + 1] ?? bytes.length));
}
