import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { ingestSpans } from '../../../shared/contract/native-spans.ts';
import { spanSchema } from '../../../shared/contract/span.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import type { IngestionRecord } from '../../../shared/telemetry/ingestion-record.ts';
import { createApp } from '../app.ts';
import { memoryRawStore, testArchive } from '../testing/memory-archive.ts';
import { partialPorts } from '../testing/partial-ports.ts';
import { mapNativeSpans } from './read-native-spans.ts';

const projectId = '01957ea0-0000-7000-8000-000000000001';
let sent: IngestionRecord[];
let archived: ReturnType<typeof memoryRawStore>;

beforeEach(() => {
  sent = [];
  archived = memoryRawStore();
});

const minimal = { traceId: 'A'.repeat(32), spanId: 'b'.repeat(16), name: 'work', startTime: '2026-03-10T12:00:00Z' };

async function post(body: string | Uint8Array, headers: Record<string, string> = {}, capturesContent = true) {
  const app = createApp(
    partialPorts({
      authenticator: {
        authenticate: async () => ({
          kind: 'key',
          id: 'key1',
          name: 'k',
          projectId,
          scopes: ['ingest'],
          allowedModels: null,
        }),
      },
      memberships: { get: async () => null },
      logger: silentLogger,
      clock: () => 1_773_144_000_000,
      overrides: { list: async () => [] },
      archive: testArchive(archived, { capturesContent }),
      sink: {
        send: async (records: readonly IngestionRecord[]) => void sent.push(...records),
        sendUnarchived: async () => undefined,
      },
    }),
  );
  return await app.request('/api/v2/spans', {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { authorization: 'Bearer k', 'content-type': 'application/json', ...headers },
  });
}

async function send(...spans: unknown[]) {
  const response = await post(JSON.stringify({ spans }));
  expect(response.status).toBe(200);
  const stored = sent.flatMap((record) => record.spans);
  for (const span of stored) spanSchema.parse(span);
  return { ...ingestSpans.response.schema.parse(await response.json()), spans: stored };
}

describe('a native span', () => {
  test('needs only its ids, its name and its start', async () => {
    const { accepted, rejected, spans } = await send(minimal);

    expect({ accepted, rejected }).toEqual({ accepted: 1, rejected: [] });
    expect(spans[0]).toMatchObject({
      ...{ traceId: 'a'.repeat(32), parentSpanId: null, type: 'span', status: 'unset', durationMs: 0, keyId: 'key1' },
      ...{ tags: [], metadata: { mapping: { dialect: 'native' } }, model: null, usage: null, cost: null, input: null },
    });
    expect(sent[0]).toMatchObject({ source: 'native', projectId });
  });

  test('is simulated if it says so, with its cost', async () => {
    const model = { provider: 'openai', requestedModel: 'gpt-4o' };
    const { spans } = await send(
      { ...minimal, model, usage: { input: 1000, output: 0 }, isSimulated: true },
      { ...minimal, spanId: 'c'.repeat(16), model, usage: { input: 1000, output: 0 } },
      { ...minimal, spanId: 'd'.repeat(16), model: { requestedModel: 'sandbox/lorem' } },
    );

    expect(spans.map(({ isSimulated, cost }) => [isSimulated, cost?.flags])).toEqual([
      [true, ['simulated']],
      [false, []],
      [true, undefined],
    ]);
  });

  test.each([
    ['2026-03-10T12:00:00.123456789Z', '1773144000123456789'],
    ['2026-03-10T14:00:00+02:00', '1773144000000000000'],
    [1_773_144_000_000, '1773144000000000000'],
    [1_773_144_000_000.5, '1773144000000500000'],
    ['1773144000000000001', '1773144000000000001'],
  ])('says when it was: %s', async (startTime, nanos) => {
    const { spans } = await send({ ...minimal, startTime });

    expect(spans[0]?.startTimeUnixNano).toBe(nanos);
  });

  test('is priced from wholes and parts as OpenTelemetry’s are', async () => {
    const call = {
      ...minimal,
      endTime: 1_773_144_001_000,
      model: { provider: 'anthropic', requestedModel: 'claude-sonnet-4-6', timeToFirstTokenMs: 100 },
      usage: { input: 5, cacheRead: 128_955, cacheWrite: 1_253 },
      input: [{ role: 'user', content: 'Hi' }],
      output: { text: 'Ho' },
    };
    const { spans } = await send(call);

    expect(spans[0]).toMatchObject({
      ...{ type: 'llm', durationMs: 1000 },
      model: { operation: 'chat', isStreamed: true, answeringModel: null, finishReasons: [] },
      usage: { inputUncached: 5, cacheRead: 128_955, cacheWrite: 1_253, convention: 'exclusive' },
      cost: { totalNanoUsd: 43_400_250, source: 'computed' },
      input: { preview: 'Hi' },
      output: { value: { text: 'Ho' } },
    });
  });

  test('may bring exclusive buckets, and its own cost', async () => {
    const usage = {
      inputUncached: 70,
      cacheRead: 20,
      cacheWrite: 4,
      cacheWrite1h: 6,
      outputText: 15,
      reasoning: 30,
      audioOutput: 5,
      imageOutput: 7,
    };
    const cost = { totalNanoUsd: 12, buckets: { cacheRead: 2, outputText: 10 } };
    const { spans } = await send({ ...minimal, model: { requestedModel: 'gpt-4o' }, usage, cost });

    expect(spans[0]).toMatchObject({
      model: { provider: 'openai' },
      usage: { ...usage, input: 100, output: 57, total: 157, flags: [] },
      cost: { ...cost, source: 'client' },
    });
  });

  test.each([
    [
      'one side in buckets, the other as a whole with its parts',
      { inputUncached: 10, cacheRead: 5, output: 7, reasoning: 3 },
      { input: 15, output: 7, outputText: 4, total: 22, flags: [] },
    ],
    [
      'the output in buckets, the input as an exclusive whole',
      { input: 5, cacheRead: 100, cacheWrite: 6, cacheWrite5m: 4, outputText: 3 },
      { input: 111, inputUncached: 5, cacheWrite: 2, convention: 'exclusive', output: 3, total: 114, flags: [] },
    ],
    [
      'wholes beside their buckets that are their sums',
      { inputUncached: 10, input: 10, outputText: 3, output: 3, total: 13 },
      { input: 10, output: 3, total: 13, flags: [] },
    ],
    [
      'wholes that are not, kept and flagged',
      { inputUncached: 10, input: 50, outputText: 3, output: 7, total: 99 },
      {
        ...{ inputUncached: 10, input: 50, outputText: 3, output: 7, total: 99 },
        flags: ['contradictory_input', 'contradictory_output', 'contradictory_total'],
      },
    ],
  ])('may bring %s', async (_, usage, stored) => {
    const { spans } = await send({ ...minimal, usage });

    expect(spans[0]?.usage).toMatchObject(stored);
  });

  test('that counts nothing has no usage, and no cost of 0', async () => {
    const { spans } = await send({ ...minimal, model: { requestedModel: 'gpt-4o' }, usage: { basis: 'reported' } });

    expect(spans[0]).toMatchObject({ usage: null, cost: null });
  });

  test('keeps labels and no words where content is not captured', async () => {
    const call = {
      ...{ ...minimal, input: 'a secret', output: ['a secret'], statusMessage: 'a secret', tags: ['beta'] },
      model: { requestedModel: 'gpt-4o', parameters: { temperature: 1, stop: ['a secret'] } },
      metadata: { customer: 'acme', said: { text: 'a secret' }, events: [{ body: 'a secret' }] },
      attributes: { 'my.own': 'a secret', 'gen_ai.agent.name': 'clerk' },
    };
    await post(JSON.stringify({ spans: [call] }), {}, false);

    expect(JSON.stringify(sent)).not.toContain('secret');
    expect(sent[0]?.spans[0]).toMatchObject({
      ...{ tags: ['beta'], metadata: { customer: 'acme' }, model: { parameters: { temperature: 1 } } },
      ...{ attributes: { 'gen_ai.agent.name': 'clerk', 'my.own': '[not stored: 8 characters]' }, input: { bytes: 10 } },
    });
  });

  test('that ends before it starts took no time, and says so', async () => {
    const { spans } = await send({ ...minimal, endTime: '2026-03-10T11:00:00Z' });

    expect(spans[0]).toMatchObject({
      ...{ durationMs: 0, endTime: '2026-03-10T12:00:00.000Z' },
      metadata: { mapping: { warning: 'end_before_start', sentEndTimeUnixNano: '1773140400000000000' } },
    });
  });

  test('is an error if it has a type of error', async () => {
    const { spans } = await send({ ...minimal, errorType: 'timeout' });

    expect(spans[0]?.status).toBe('error');
  });
});

describe('a batch', () => {
  test('keeps its good spans and names what is wrong with the others', async () => {
    const { accepted, rejected } = await send(
      minimal,
      { ...minimal, spanId: 'xyz', colour: 'red' },
      { ...minimal, endTime: '2024-02-30' },
      { ...minimal, startTime: 'yesterday' },
      { ...minimal, metadata: { mapping: 1 } },
      { ...minimal, cost: { totalNanoUsd: 1, buckets: { cacheRead: 2 } } },
      { ...minimal, model: { requestedModel: 'm', temperature: 1 } },
      'no span',
    );

    expect(accepted).toBe(1);
    expect(rejected.map(({ index, errors }) => [index, errors.map(({ field }) => field)])).toEqual([
      [1, ['spanId', 'colour']],
      [2, ['endTime']],
      [3, ['startTime']],
      [4, ['metadata']],
      [5, ['cost.totalNanoUsd']],
      [6, ['model.temperature']],
      [7, ['span']],
    ]);
    expect(rejected[0]).toMatchObject({
      spanId: 'xyz',
      errors: [
        { message: expect.stringContaining('16 hex') },
        { message: expect.stringContaining('startTime, endTime') },
      ],
    });
    expect(rejected[2]?.errors[0]?.message).toContain('nanoseconds');
  });

  test.each([
    ['times that are neither', { startTime: 1.7e18 }, 'startTime'],
    ['milliseconds as text', { startTime: '1773144000000' }, 'startTime'],
    ['a time before 1970', { startTime: '1969-12-31T23:59:59Z' }, 'startTime'],
    ['seconds', { startTime: 1_773_144_000 }, 'startTime'],
    ['an end in seconds', { endTime: 1_773_144_000 }, 'endTime'],
    ['a start more than a day ahead', { startTime: '2026-03-11T12:00:00.001Z', endTime: undefined }, 'startTime'],
    ['an end more than a day ahead', { endTime: 1_773_144_000_000 + 86_400_001 }, 'endTime'],
    ['a time that is none', { startTime: '2026-13-41T25:00:00Z' }, 'startTime'],
    ['a day that is none', { startTime: '2026-02-30T00:00:00Z' }, 'startTime'],
    ['an hour that is none', { startTime: '2026-03-09T24:00:00+01:00' }, 'startTime'],
    ['half a token', { usage: { input: 1.5 } }, 'usage.input'],
    ['a trace id of zeros', { traceId: '0'.repeat(32) }, 'traceId'],
    ['a name that is empty', { name: '' }, 'name'],
  ])('refuses %s', async (_, fields, field) => {
    const { rejected } = await send({ ...minimal, ...fields });

    expect(rejected[0]?.errors.map((error) => error.field)).toEqual([field]);
  });

  test('says of a time in seconds what it was taken for, and what would be right', async () => {
    const { rejected } = await send({ ...minimal, startTime: 1_773_144_000 });

    expect(rejected[0]?.errors[0]?.message).toMatch(
      /^is 1773144000, which is 1970-01-21T.* before the year 2000: must be/,
    );
    expect(rejected[0]?.errors[0]?.message).toContain('seconds × 1000 are 1773144000000');
  });

  test('takes what is dated up to a day ahead, and from the year 2000 on', async () => {
    const { accepted } = await send(
      { ...minimal, startTime: '2026-03-11T12:00:00Z' },
      { ...minimal, spanId: 'c'.repeat(16), startTime: '2000-01-01T00:00:00Z' },
    );

    expect(accepted).toBe(2);
  });

  test('says of a time to the first token that nothing takes so long', async () => {
    const model = (timeToFirstTokenMs: number) => ({ ...minimal, model: { requestedModel: 'm', timeToFirstTokenMs } });
    const { accepted, rejected, spans } = await send(model(1e300), model(812.5), model(5e-324));

    expect([accepted, rejected]).toMatchObject([2, [{ index: 0, errors: [{ field: 'model.timeToFirstTokenMs' }] }]]);
    expect(spans.map((span) => span.model?.timeToFirstTokenMs)).toEqual([812.5, 0]);
  });

  test('refuses values that are nested without end', async () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const body = JSON.stringify({ spans: [minimal] }).replace('"name"', `"input":${deep},"name"`);

    expect(await (await post(body)).json()).toMatchObject({
      accepted: 0,
      rejected: [{ errors: [{ field: 'input' }] }],
    });
  });

  test('may be gzip, and is archived as it came', async () => {
    const body = gzipSync(JSON.stringify({ spans: [minimal, 1] }));
    const response = await post(body, { 'content-encoding': 'gzip' });

    expect(await response.json()).toMatchObject({ accepted: 1, rejected: [{ index: 1 }] });
    const [[key, object] = []] = [...archived.objects];
    expect(key).toMatch(/-1$/);
    expect(object).toMatchObject({ path: '/api/v2/spans', contentEncoding: 'gzip', keyId: 'key1' });
    expect(Buffer.from(object?.body ?? []).equals(body)).toBe(true);
    expect(sent[0]?.rawKey).toBe(key);
  });

  test('costs a span only itself that breaks the mapping', () => {
    const findModel = () => {
      throw new TypeError('models is undefined');
    };
    const context = { projectId, keyId: null, findModel, receivedAt: Date.parse(minimal.startTime) };

    const { spans, rejected } = mapNativeSpans([{ ...minimal, model: { requestedModel: 'm' } }, minimal], context);

    expect(spans).toHaveLength(1);
    expect(rejected).toMatchObject([{ index: 0, errors: [{ field: 'span', message: 'cannot be mapped' }] }]);
  });

  test('may call gzip x-gzip', async () => {
    const body = gzipSync(JSON.stringify({ spans: [minimal] }));

    expect(await (await post(body, { 'content-encoding': 'x-gzip' })).json()).toMatchObject({ accepted: 1 });
    expect([...archived.objects][0]?.[1]).toMatchObject({ contentEncoding: 'gzip' });
  });

  test.each([
    ['no JSON', '{', {}, 400, 'invalid_json'],
    ['no JSON in gzip', gzipSync('{'), { 'content-encoding': 'gzip' }, 400, 'invalid_json'],
    ['no gzip', '{}', { 'content-encoding': 'gzip' }, 400, 'invalid_gzip'],
    ['another encoding', '{}', { 'content-encoding': 'br' }, 415, 'unsupported_media_type'],
    ['what every object has', '{}', { 'content-encoding': 'constructor' }, 415, 'unsupported_media_type'],
    ['no spans', '{"spans":[]}', {}, 400, 'validation_failed'],
    ['too many', JSON.stringify({ spans: Array.from({ length: 1001 }, () => 1) }), {}, 400, 'validation_failed'],
    ['more than 10 MB', `{"spans":["${'x'.repeat(10 * 1024 * 1024)}"]}`, {}, 413, 'payload_too_large'],
  ] as const)('is refused as a whole: %s', async (_, body, headers, status, code) => {
    const response = await post(body, headers);

    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });
});
