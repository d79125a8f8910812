import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Budget } from '../../../shared/contract/governance.ts';
import { makeBudget } from '../../../shared/governance/testing/governed-call.ts';
import { type FakeProvider, startFakeProvider } from '../../../test/fixtures/fake-provider/fake-provider.ts';
import { createTables } from '../../../test/support/create-tables.ts';
import type { ProjectSettings } from '../gateway-ports.ts';
import { chat, mockRecord } from '../testing/gateway-harness.ts';
import { costOf, type GovernedOptions, startGovernedGateway } from '../testing/governed-gateway.ts';
import { makeRoute } from '../testing/make-route.ts';

const path = '/v1/chat/completions';
const emulatorUrl = inject('emulatorUrl');
const now = Date.UTC(2026, 10, 26, 12);
/** What the fake provider reports. */
const [input, output] = [100, 8];
const models = [
  ...['ok', 'no-usage', 'cut-mid', 'http-500', 'cut-before-first', 'embed'],
  ...['slow:chunks=200,pace=5,delay=0', 'slow:chunks=1,pace=1,delay=50000'],
];
let fake: FakeProvider;
let tables: GovernedOptions['tables'];
let broken: Server;

beforeAll(async () => {
  [fake, tables] = await Promise.all([
    startFakeProvider(),
    createTables({ AWS_ENDPOINT_URL: emulatorUrl }, ['core', 'rollups']),
  ]);
  broken = await startBroken();
});
afterAll(async () => {
  await fake.close();
  broken.close();
});

/** Begins an answer, and goes before it has said a word. */
async function startBroken(): Promise<Server> {
  const role = { id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { role: 'assistant' } }] };
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`data: ${JSON.stringify(role)}\n\n`);
    setTimeout(() => response.destroy(), 20);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** A gateway whose project has one budget, of its own. */
function start(more: Partial<Budget> = {}, settings: Partial<ProjectSettings> = {}) {
  const budget = makeBudget({ id: randomUUID(), ...more });
  const gateway = startGovernedGateway({
    ...{ emulatorUrl, tables, now, baseUrl: fake.baseUrl },
    models: ['broken/any', ...models.map((name) => `mock/${name}`)],
    settings: { budgets: [budget], ...settings },
  });
  return { ...gateway, standing: () => gateway.standing(budget) };
}

const settledAt = (spent: number) => ({ spent, simulated: 0, held: 0, holdCount: 0, unpricedCount: 0 });

describe('a call that went well settles what it used', () => {
  test.each([false, true])('streamed: %s', async (stream) => {
    const { ask, standing } = start();
    const { response, span } = await ask(path, chat('mock/ok', { stream }));

    expect(response.status).toBe(200);
    expect(span.cost?.totalNanoUsd).toBe(costOf(input, output));
    expect(await standing()).toEqual(settledAt(costOf(input, output)));
  });

  test.each([
    ['/v1/messages', { model: 'mock/ok', max_tokens: 50, messages: [{ role: 'user', content: 'Hello' }] }],
    ['/v1/responses', { model: 'mock/ok', input: 'Hello' }],
  ])('%s', async (surface, body) => {
    const { ask, standing } = start();
    await ask(surface, body);
    await ask(surface, { ...body, stream: true });

    expect(await standing()).toEqual(settledAt(2 * costOf(input, output)));
  });

  test('embeddings, which have no output', async () => {
    const { ask, standing } = start();
    await ask('/v1/embeddings', { model: 'mock/embed', input: 'Hello' });

    expect(await standing()).toEqual(settledAt(costOf(7, 0)));
  });

  test('to the sandbox: all of it is simulated, and counts as such', async () => {
    const { ask, standing } = start();
    await ask(path, chat('mock/ok'));
    const { span } = await ask(path, chat('sandbox/lorem'));
    const simulated = span.cost?.totalNanoUsd ?? 0;

    expect(simulated).toBeGreaterThan(0);
    expect(await standing()).toEqual({ ...settledAt(costOf(input, output) + simulated), simulated });
  });

  test('of which the provider says nothing: the estimate that the trace shows', async () => {
    const { ask, standing } = start();
    const { span } = await ask(path, chat('mock/no-usage'));

    expect(span.usage?.basis).toBe('estimated');
    expect(span.cost?.totalNanoUsd).toBeGreaterThan(0);
    expect(await standing()).toEqual(settledAt(span.cost?.totalNanoUsd ?? 0));
  });

  test('and while it is under way, it holds the most that it can cost', async () => {
    const { harness, settled, standing } = start();
    const response = await harness.post(path, chat('mock/slow:chunks=200,pace=5,delay=0', { stream: true }));
    const underWay = await standing();
    await response.text();
    await harness.nextSpan();
    await settled();

    expect(underWay).toMatchObject({ spent: 0, holdCount: 1 });
    expect(underWay?.held).toBeGreaterThan(costOf(0, 1_000));
    expect(await standing()).toEqual(settledAt(costOf(input, 200)));
  });
});

describe('a call that failed', () => {
  test('after its first token settles what had come', async () => {
    const { ask, standing } = start();
    const { span } = await ask(path, chat('mock/cut-mid', { stream: true }));

    expect(span).toMatchObject({ status: 'error', usage: { flags: ['estimated', 'partial'] } });
    expect(span.cost?.totalNanoUsd).toBeGreaterThan(0);
    expect(await standing()).toEqual(settledAt(span.cost?.totalNanoUsd ?? 0));
  });

  test.each([
    ['http-500', false],
    ['http-500', true],
    ['cut-before-first', true],
    ['cut-mid', false],
  ])('before its first token costs nothing: %s, streamed: %s', async (fault, stream) => {
    const { ask, standing } = start();
    const { response, span } = await ask(path, chat(`mock/${fault}`, { stream }));

    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(span.cost).toBeNull();
    expect(await standing()).toEqual(settledAt(0));
  });

  test('because its caller left settles what had come until then', async () => {
    const { harness, settled, standing } = start();
    const caller = new AbortController();
    const body = chat('mock/slow:chunks=200,pace=5,delay=0', { stream: true });
    const response = await harness.post(path, body, { signal: caller.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    caller.abort();
    await reader?.cancel().catch(() => undefined);
    const span = await harness.nextSpan();
    await settled();

    expect(span).toMatchObject({ errorType: 'client_aborted', usage: { flags: ['estimated', 'partial'] } });
    expect(span.cost?.totalNanoUsd).toBeGreaterThan(0);
    expect(span.cost?.totalNanoUsd).toBeLessThan(costOf(input, 200));
    expect(await standing()).toEqual(settledAt(span.cost?.totalNanoUsd ?? 0));
  });

  test.each([false, true])(
    'because its caller left before the first word settles what was sent, streamed: %s',
    async (stream) => {
      const { harness, settled, standing } = start();
      const caller = new AbortController();
      const body = chat('mock/slow:chunks=1,pace=1,delay=50000', { stream });
      const seen = fake.requests.length;
      const answer = harness.post(path, body, { signal: caller.signal });
      await vi.waitFor(() => expect(fake.requests.length).toBeGreaterThan(seen), { timeout: 20_000 });
      caller.abort();
      await Promise.resolve(answer).then(
        (response) => response.text().catch(() => undefined),
        () => undefined,
      );
      const span = await harness.nextSpan();
      await settled();

      const usage = { output: 0, flags: ['estimated', 'partial'] };
      expect(span).toMatchObject({ errorType: 'client_aborted', usage });
      expect(span.cost?.totalNanoUsd).toBeGreaterThan(0);
      expect(await standing()).toEqual(settledAt(span.cost?.totalNanoUsd ?? 0));
    },
  );

  test('before anybody was asked holds nothing', async () => {
    const { harness, settled, standing } = start();
    const long = chat('mock/ok', { messages: [{ role: 'user', content: 'harbour '.repeat(30_000) }] });
    const response = await harness.post(path, long);
    const text = await response.text();
    await settled();

    expect([response.status, text]).toEqual([400, expect.stringContaining('context_length_exceeded')]);
    expect(fake.requests.every((request) => request.text.length < 10_000)).toBe(true);
    expect(await standing()).toEqual(settledAt(0));
  });
});

describe('of several attempts all are paid for', () => {
  test('also one that broke off before its first word', async () => {
    const { port } = broken.address() as AddressInfo;
    const route = makeRoute(['broken/any', 'mock/ok']);
    const providers = [mockRecord(fake.baseUrl), { ...mockRecord(`http://127.0.0.1:${port}/v1`), id: 'broken' }];
    const { ask, standing } = start({}, { routes: [route], providers });
    const { span, attempts } = await ask(path, chat('support', { stream: true }));

    expect(span).toMatchObject({ status: 'ok', cost: { totalNanoUsd: costOf(input, output) } });
    const [lost] = attempts;
    expect(lost).toMatchObject({ status: 'error', usage: { output: 0, flags: ['estimated', 'partial'] } });
    expect(lost?.cost?.totalNanoUsd).toBeGreaterThan(0);
    expect(await standing()).toEqual(settledAt(costOf(input, output) + (lost?.cost?.totalNanoUsd ?? 0)));
  });

  test('an answer in the wrong form, and the repair that was no better', async () => {
    const route = makeRoute(['mock/ok'], { structuredOutput: { repair: true } });
    const { ask, standing } = start({}, { routes: [route] });
    const schema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
    const format = { type: 'json_schema', json_schema: { name: 'harbour', schema } };
    const { span, attempts } = await ask(path, chat('support', { response_format: format }));

    expect(span.status).toBe('error');
    expect(attempts).toHaveLength(1);
    expect(await standing()).toEqual(settledAt(2 * costOf(input, output)));
  });

  test('one that failed without a word adds nothing', async () => {
    const { ask, standing } = start({}, { routes: [makeRoute(['mock/http-500', 'mock/ok'])] });
    await ask(path, chat('support'));

    expect(await standing()).toEqual(settledAt(costOf(input, output)));
  });
});

describe('what comes from the cache', () => {
  test.each([false, true])('costs nothing, streamed: %s', async (stream) => {
    const { ask, standing } = start();
    const body = chat('mock/ok', { cache: { namespace: randomUUID() }, stream });
    await ask(path, body);
    const { response, span } = await ask(path, body);

    expect(response.headers.get('x-signalbox-cache')).toBe('hit');
    expect(span).toMatchObject({ usage: null, cost: { totalNanoUsd: 0, flags: ['cached'] } });
    expect(await standing()).toEqual(settledAt(costOf(input, output)));
  });

  test('of calls at the same time one pays, and the others hold nothing after it', async () => {
    const { ask, standing } = start();
    const body = chat('mock/ok', { cache: { namespace: randomUUID() } });
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(path, body)));

    const costs = answers.map(({ span }) => span.cost?.totalNanoUsd ?? null);
    expect(costs.filter((cost) => cost !== 0)).toEqual([costOf(input, output)]);
    expect(await standing()).toEqual(settledAt(costOf(input, output)));
  });
});

describe('what has no price', () => {
  test('is counted by number where a budget lets it through', async () => {
    const { ask, standing } = start({ unpricedCalls: 'allow' });
    const { span } = await ask(path, chat('mock/crlf'));

    expect(span.cost?.totalNanoUsd).toBeNull();
    expect(await standing()).toEqual({ ...settledAt(0), unpricedCount: 1 });
  });
});
