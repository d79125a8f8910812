import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canaryKey } from '../../../functions/gateway/testing/gateway-harness.ts';
import type { Span } from '../../../shared/contract/span.ts';
import { hear } from '../../fixtures/fake-provider/world/hear.ts';
import { type Scene, scenes } from '../../fixtures/fake-provider/world/scenes.ts';
import { type Adapter, adapters } from './adapters.ts';
import { clients } from './clients/all-clients.ts';
import { type Ask, type Client, type Dialogue, failureOf, type Reading, tool } from './clients/client.ts';
import { failures, type Row, rows, silentAbout } from './scene-table.ts';
import { type GatewayStage, startStage } from './start-stage.ts';

/** 2, 0.50, 4 and 10 USD a million tokens: of input, from the cache, to the cache, of output. */
const costOf = ({ input, cached, written, output }: Scene['usage']) =>
  (input - cached - written) * 2_000 + cached * 500 + written * 4_000 + output * 10_000;
const keyHeaders = {
  ...{ 'openai-compatible': 'authorization', anthropic: 'x-api-key', gemini: 'x-goog-api-key' },
  ...{ bedrock: 'authorization', 'azure-openai': 'api-key' },
} as const;

let stage: GatewayStage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const cells = clients.flatMap((client) =>
  adapters.map((adapter) => ({ ...client, client, adapter, kind: adapter.kind })),
);

describe.each(cells)('$name, $surface → $kind', ({ client, adapter }) => {
  let ask: Ask;
  beforeAll(() => {
    ask = client.connect(stage.url);
  });
  const known = rows.filter(({ unknownTo }) => !unknownTo?.includes(client.surface));
  const both = [false, true];

  test.each(known.flatMap((row) => both.map((isStreamed) => ({ ...row, row, isStreamed }))))(
    '$name (streamed: $isStreamed)',
    async ({ row, isStreamed }) => {
      const dialogue = dialogueOf(row, adapter);
      const turn = await ask(dialogue, isStreamed);
      const span = await stage.harness.nextSpan();

      expect(turn).toMatchObject(expectedOf(client, row, adapter, isStreamed));
      expectHeard(dialogue, adapter);
      expectRecorded(span, row, adapter, isStreamed);
      if (row.tells === 'tools') {
        const last: Row = { ...row, tells: 'text' };
        const read = await turn.proceed(['scene:text one', 'scene:text two']);
        expect(read).toMatchObject(expectedOf(client, last, adapter, isStreamed));
        await stage.harness.nextSpan();
        expectResults();
      }
    },
  );

  test.each(failures.flatMap((failure) => both.map((isStreamed) => ({ ...failure, isStreamed }))))(
    '$fault (streamed: $isStreamed)',
    async ({ fault, status, retryAfter, errorType, isStreamed }) => {
      const dialogue = { ...dialogueOf({ name: fault, tells: 'text' }, adapter), prompt: `fault:${fault}` };
      const error = await ask(dialogue, isStreamed).then(() => null, failureOf);
      const span = await stage.harness.nextSpan();

      expect(error).toMatchObject({ status, retryAfter });
      expect(span).toMatchObject({ status: 'error', errorType, usage: null, cost: null });
    },
  );
});

function dialogueOf({ tells, asks }: Row, { model }: Adapter): Dialogue {
  return { model, prompt: `scene:${tells}`, maxTokens: 4_000, ...asks };
}

function expectedOf(client: Client, { tells, asks }: Row, { kind }: Adapter, isStreamed: boolean): Reading {
  const { text, reasoning, calls, stop, usage }: Scene = scenes[tells];
  const counts = { input: usage.input, cached: usage.cached, output: usage.output };
  return {
    text,
    reasoning: client.isDeafToReasoning ? '' : (reasoning?.text ?? ''),
    calls: calls.map(({ name, input }) => ({ name, input })),
    end: stop === 'tools' || stop === 'length' ? stop : 'stop',
    usage: isStreamed && client.misreads ? client.misreads(counts, kind === 'anthropic') : counts,
    ...(asks?.schema ? { parsed: { city: 'Kiel', ships: [3, 4] } } : {}),
  };
}

/** What came to the provider, and with which key. */
function expectHeard(dialogue: Dialogue, { kind, model }: Adapter): void {
  const request = stage.world.requests.at(-1);
  if (!request) throw new Error('The provider was not called.');
  const { calls: _, results: __, ...heard } = hear(request.path, request.body);
  const named = `${request.path} ${String(request.body['model'])}`;

  expect(heard).toEqual({
    system: dialogue.system ?? '',
    said: dialogue.prompt,
    images: dialogue.image === undefined ? [] : [dialogue.image],
    documents: dialogue.document === undefined ? [] : [dialogue.document],
    tools: dialogue.hasTools ? [tool.name] : [],
    stops: dialogue.stop === undefined ? [] : [dialogue.stop],
    maxTokens: dialogue.maxTokens,
    schema: dialogue.schema,
    // A model of Azure's that cannot think is not told to.
    thinks: dialogue.thinks === true && kind !== 'azure-openai',
  });
  expect(named).toContain(model.slice(model.indexOf('/') + 1));
  expect(request.headers[keyHeaders[kind]]).toContain(kind === 'bedrock' ? 'AWS4-HMAC-SHA256' : canaryKey);
}

function expectResults(): void {
  const { path = '', body = {} } = stage.world.requests.at(-1) ?? {};
  const { calls, results } = hear(path, body);

  expect(calls.map(({ name, input }) => ({ name, input }))).toEqual(
    scenes.tools.calls.map(({ name, input }) => ({ name, input })),
  );
  expect(results).toEqual(calls.map(({ id }, at) => ({ id, content: `scene:text ${['one', 'two'][at]}` })));
}

function expectRecorded(span: Span, { tells }: Row, { kind, model }: Adapter, isStreamed: boolean): void {
  const { usage, text }: Scene = scenes[tells];
  const written = silentAbout.written.includes(kind) ? 0 : usage.written;
  const reasoning = silentAbout.reasoning.includes(kind) ? 0 : usage.reasoning;

  expect(span).toMatchObject({
    status: 'ok',
    model: { requestedModel: model, isStreamed },
    usage: {
      input: usage.input,
      cacheRead: usage.cached,
      output: usage.output,
      reasoning,
      basis: 'reported',
      flags: [],
    },
    cost: { totalNanoUsd: costOf({ ...usage, written }) },
  });
  expect((span.usage?.cacheWrite ?? 0) + (span.usage?.cacheWrite5m ?? 0)).toBe(written);
  expect(JSON.stringify(span.output)).toContain(JSON.stringify(text).slice(1, -1));
}
