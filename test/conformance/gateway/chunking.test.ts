import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCredentialPool } from '../../../functions/gateway/credential-pool.ts';
import { createProviderOpener } from '../../../functions/gateway/open-provider.ts';
import { canaryKey } from '../../../functions/gateway/testing/gateway-harness.ts';
import { allStreams as anthropicStreams } from '../../../shared/providers/anthropic/testing/streams.ts';
import { encodeEvents } from '../../../shared/providers/bedrock/testing/event-stream.ts';
import * as bedrock from '../../../shared/providers/bedrock/testing/events.ts';
import { allStreams as geminiStreams } from '../../../shared/providers/gemini/testing/streams.ts';
import type { HttpTransport } from '../../../shared/providers/http-transport.ts';
import { anthropicTale } from '../../fixtures/fake-provider/world/anthropic-tale.ts';
import { bedrockTale } from '../../fixtures/fake-provider/world/bedrock-tale.ts';
import { geminiTale } from '../../fixtures/fake-provider/world/gemini-tale.ts';
import { openAiTale } from '../../fixtures/fake-provider/world/openai-tale.ts';
import { scenes } from '../../fixtures/fake-provider/world/scenes.ts';
import type { Tale } from '../../fixtures/fake-provider/world/tale.ts';
import { adapters } from './adapters.ts';
import { type GatewayStage, startStage } from './start-stage.ts';
import { type RawSurface, surfaces } from './surfaces.ts';
import { unbrokenHealth } from './unbroken-health.ts';

type Kind = (typeof adapters)[number]['kind'];
const bytesOf = (text: string) => Buffer.from(text);
const told = (tale: Tale): Record<string, Buffer> =>
  Object.fromEntries(
    Object.entries(scenes).map(([name, scene]) => {
      const { head, content, end, mark } = tale.frames(scene);
      return [name, Buffer.concat([...head, ...content, ...end, ...mark])];
    }),
  );
const named = (streams: Record<string, string>) =>
  Object.fromEntries(Object.entries(streams).map(([name, text]) => [name, bytesOf(text)]));

/** Every stream that there is of a kind: the tales, and those that follow the documentation's examples. */
const streams: Record<Kind, Record<string, Buffer>> = {
  'openai-compatible': told(openAiTale),
  'azure-openai': told(openAiTale),
  anthropic: { ...told(anthropicTale), ...named(anthropicStreams) },
  gemini: { ...told(geminiTale), ...named(geminiStreams) },
  bedrock: {
    ...told(bedrockTale),
    reasoningEvents: Buffer.from(encodeEvents(bedrock.reasoningEvents)),
    toolEvents: Buffer.from(encodeEvents(bedrock.toolEvents)),
    citationEvents: Buffer.from(encodeEvents(bedrock.citationEvents)),
    recordedException: Buffer.from(bedrock.recordedException, 'base64'),
  },
};

let pieces: readonly Uint8Array[] = [];
/** In place of the network: the provider's bytes, cut where a test says. */
const transport: HttpTransport = {
  close: () => undefined,
  send: async () => ({
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: (async function* () {
      yield* pieces;
    })(),
  }),
};

let stage: GatewayStage;
beforeAll(async () => {
  stage = await startStage({
    ports: {
      health: unbrokenHealth(),
      ...{
        clock: () => 1_700_000_000_000,
        monotonic: () => 0,
        retryBudget: { deposit: () => undefined, withdraw: () => false },
      },
      ids: () => '0190a000-0000-7000-8000-00000000000f',
      openProvider: createProviderOpener({
        ...{ transport, secrets: { get: async () => canaryKey }, pool: createCredentialPool({ clock: () => 0 }) },
        roleCredentials: async () => ({ accessKeyId: 'AKIATEST', secretAccessKey: 'test' }),
      }),
      inBackground: () => undefined,
    },
  });
});
afterAll(() => stage.close());

async function answerTo(surface: RawSurface, model: string, cut: readonly Uint8Array[]) {
  pieces = cut;
  const response = await stage.harness.post(surface.path, { ...surface.body(model, 'scene'), stream: true });
  const text = await response.text();
  const { status, errorType, usage, cost, output, model: called } = await stage.harness.nextSpan();
  return { status: response.status, text: withoutIds(text), span: { status, errorType, usage, cost, output, called } };
}

/** What is new with each call, and has nothing to do with the cuts. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|bedrock-\d+/g, 'id')
    .replaceAll(/"created(_at)?":\d+/g, '"created":0');
}

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  return [0, ...places].map((start, index) => bytes.subarray(start, places[index] ?? bytes.length));
}

const cells = adapters.flatMap(({ kind, model }) =>
  surfaces.map((surface) => ({ kind, model, surface, name: surface.name })),
);

test.each(cells)('$kind → $name: any cuts of any stream give the same answer and the same span', async (cell) => {
  for (const bytes of Object.values(streams[cell.kind])) {
    const whole = await answerTo(cell.surface, cell.model, [bytes]);
    const single = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));

    expect(await answerTo(cell.surface, cell.model, single)).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 30 }), async (cuts) => {
        expect(await answerTo(cell.surface, cell.model, cutAt(bytes, cuts))).toEqual(whole);
      }),
      { numRuns: 5 },
    );
  }
});
