import { gzipSync } from 'node:zlib';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { beforeEach, describe, expect, test } from 'vitest';
import { UnavailableError } from '../../shared/http/errors.ts';
import { silentLogger } from '../../shared/observability/logger.ts';
import type { IngestionRecord } from '../../shared/telemetry/ingestion-record.ts';
import type { UnarchivedRequest } from '../../shared/telemetry/unarchived-request.ts';
import { hexOf, testProjectId, testTime } from '../../test/support/build-span.ts';
import { encodeOtlp } from '../../test/support/encode-otlp.ts';
import { createApp, type TracingPorts } from './app.ts';
import { maxDecompressedBytes } from './raw/body-form.ts';
import { createRawArchive } from './raw/raw-archive.ts';
import { memoryRawStore, testArchive } from './testing/memory-archive.ts';
import { partialPorts } from './testing/partial-ports.ts';

const protobuf = 'application/x-protobuf';
let sent: IngestionRecord[];
let unarchived: UnarchivedRequest[];
let archived: ReturnType<typeof memoryRawStore>;

beforeEach(() => {
  sent = [];
  unarchived = [];
  archived = memoryRawStore();
});

function post(
  body: string | Uint8Array | ReadableStream,
  headers: Record<string, string> = {},
  ports: Partial<TracingPorts> = {},
) {
  const app = createApp(
    partialPorts({
      authenticator: {
        authenticate: async () => ({
          kind: 'key',
          id: 'key1',
          name: 'k',
          projectId: testProjectId,
          scopes: ['ingest'],
          allowedModels: null,
        }),
      },
      memberships: { get: async () => null },
      logger: silentLogger,
      clock: () => testTime,
      overrides: { list: async () => [] },
      archive: testArchive(archived),
      sink: {
        send: async (records) => {
          sent.push(...records);
        },
        sendUnarchived: async (request) => void unarchived.push(request),
      },
      ...ports,
    }),
  );
  return app.request('/otel/v1/traces', {
    method: 'POST',
    body: body instanceof ReadableStream ? body : new Uint8Array(Buffer.from(body)),
    ...{ duplex: 'half' },
    headers: { authorization: 'Bearer k', ...headers },
  });
}

const span = (name: string, trace = 'trace') => ({
  traceId: hexOf(trace, 32),
  spanId: hexOf(name, 16),
  name,
  startTimeUnixNano: '1773144000000000000',
  endTimeUnixNano: '1773144001000000000',
});
const binarySpan = (name: string) => ({
  ...span(name),
  startTimeUnixNano: 1_773_144_000_000_000_000n,
  endTimeUnixNano: 1n,
});
const json = (...spans: unknown[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const jsonHeaders = { 'content-type': 'application/json' };

describe('an export request', () => {
  test('in JSON is answered in JSON, once its spans are durable, one record a trace', async () => {
    const response = await post(json(span('a'), span('b'), span('c', 'other')), jsonHeaders);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({});
    expect(sent.map((record) => record.spans.map((each) => each.name))).toEqual([['a', 'b'], ['c']]);
    expect(sent[0]).toMatchObject({ projectId: testProjectId, source: 'otlp', receivedAt: testTime });
    expect(sent[0]?.spans[0]).toMatchObject({ keyId: 'key1', projectId: testProjectId });
  });

  test('in protobuf is answered in protobuf', async () => {
    const response = await post(encodeOtlp([binarySpan('a')]), { 'content-type': protobuf });

    expect(response.headers.get('content-type')).toBe(protobuf);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
    expect(sent[0]?.spans[0]?.name).toBe('a');
  });

  test.each([
    ['JSON', json(span('a')), 'application/json; charset=utf-8'],
    ['protobuf', encodeOtlp([binarySpan('a')]), protobuf],
  ])('may be gzip: %s', async (_, body, contentType) => {
    const response = await post(gzipSync(body), { 'content-type': contentType, 'content-encoding': 'gzip' });

    expect(response.status).toBe(200);
    expect(sent[0]?.spans).toHaveLength(1);
  });

  test('may be empty', async () => {
    expect((await post(new Uint8Array(), { 'content-type': protobuf })).status).toBe(200);
    expect((await post('{}', { ...jsonHeaders, 'content-encoding': 'identity' })).status).toBe(200);
    expect(sent).toEqual([]);
  });

  test('may call its fields as the `.proto` does', async () => {
    const { traceId, spanId, name, startTimeUnixNano: start } = span('a');
    const attributes = [{ key: 'k', value: { array_value: { values: [{ string_value: 'v' }, { int_value: '5' }] } } }];
    const events = [{ name: 'e', time_unix_nano: start }];
    const own = { trace_id: traceId, span_id: spanId, parent_span_id: spanId, start_time_unix_nano: start };
    const scope_spans = [{ spans: [{ ...own, end_time_unix_nano: start, name, attributes, events }] }];
    const response = await post(JSON.stringify({ resource_spans: [{ scope_spans, schema_url: '' }] }), jsonHeaders);

    expect(await response.json()).toEqual({});
    expect(sent[0]?.spans[0]).toMatchObject({ traceId, spanId, parentSpanId: spanId, attributes: { k: ['v', 5] } });
    expect(sent[0]?.spans[0]?.metadata).toMatchObject({ events: [{ name: 'e', timeUnixNano: start }] });
  });

  test.each([
    ['', 'it is empty; a request without spans is {}'],
    ['{"spans":[]}', 'there is no resourceSpans, but spans'],
    ['{"resourceLogs":[]}', 'there is no resourceSpans, but resourceLogs'],
    [
      '{"resourceSpans":[{"resource":{},"instrumentationLibrarySpans":[]}]}',
      'resourceSpans.0: there is no scopeSpans, but instrumentationLibrarySpans',
    ],
    [
      '{"resourceSpans":[{"scopeSpans":[{"scope":{},"span":{}}]}]}',
      'resourceSpans.0.scopeSpans.0: there is no spans, but span',
    ],
  ])('is refused if its spans are nowhere: %s', async (body, reason) => {
    const response = await post(body, jsonHeaders);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid_otlp', detail: expect.stringContaining(reason) });
  });

  test('keeps its good spans and says what is wrong with the others', async () => {
    const bad = [
      { ...span('b'), traceId: '0'.repeat(32) },
      { ...span('b'), spanId: 'xyz' },
      { ...span('b'), parentSpanId: 'abc' },
      { ...span('b'), startTimeUnixNano: 0 },
      { ...span('b'), endTimeUnixNano: '99999999999999999999' },
      { ...span('b'), name: 'n'.repeat(3000) },
      'no span',
    ];
    const zeroParent = { ...span('child'), parentSpanId: '0'.repeat(16) };

    const response = await post(json(span('a'), ...bad, zeroParent), jsonHeaders);

    const { partialSuccess } = (await response.json()) as {
      partialSuccess: { rejectedSpans: string; errorMessage: string };
    };
    expect(response.status).toBe(200);
    expect(partialSuccess.rejectedSpans).toBe('7');
    const faults = [
      'traceId is not 16 bytes in hex, or all zero',
      'spanId is not 8 bytes in hex, or all zero',
      'parentSpanId is not 8 bytes in hex',
      'startTimeUnixNano is missing',
      'endTimeUnixNano is more than 64 bits hold',
      'name is longer than 2000 characters',
    ];
    for (const fault of faults) expect(partialSuccess.errorMessage).toContain(`1 × ${fault}`);
    expect(sent[0]?.spans.map((each) => [each.name, each.parentSpanId])).toEqual([
      ['a', null],
      ['child', null],
    ]);
  });

  test('says which times are in another unit or lie ahead, and keeps what is at most a day ahead', async () => {
    const at = (name: string, start: string, end = '1773144001000000000') => ({
      ...span(name),
      ...{ startTimeUnixNano: start, endTimeUnixNano: end },
    });
    const [seconds, hours24, nanosecondMore] = ['1773144000', '1773230400000000000', '1773230400000000001'];
    const response = await post(
      json(
        ...[at('a', seconds), at('b', nanosecondMore), at('c', '1773144000000000000', '7'.repeat(19))],
        ...[at('d', hours24, hours24), at('e', '946684800000000000')],
      ),
      jsonHeaders,
    );

    const { partialSuccess } = (await response.json()) as { partialSuccess: { errorMessage: string } };
    expect(partialSuccess.errorMessage.split('; ')).toEqual([
      '1 × startTimeUnixNano is in 1970, before 2000: it has to be nanoseconds since 1970',
      '1 × startTimeUnixNano is in 2026, more than a day ahead: it has to be nanoseconds since 1970',
      '1 × endTimeUnixNano is in 2216, more than a day ahead: it has to be nanoseconds since 1970',
    ]);
    expect(sent.flatMap(({ spans }) => spans.map(({ name }) => name))).toEqual(['d', 'e']);
  });

  test('in protobuf counts its bad spans as OTLP does', async () => {
    const response = await post(encodeOtlp([{}, binarySpan('a'), {}]), { 'content-type': protobuf });

    const outer = new BinaryReader(new Uint8Array(await response.arrayBuffer()));
    expect(outer.tag()[0]).toBe(1);
    const inner = new BinaryReader(outer.bytes());
    expect(inner.tag()[0]).toBe(1);
    expect(String(inner.int64())).toBe('2');
    expect(inner.tag()[0]).toBe(2);
    expect(inner.string()).toContain('2 × traceId');
  });

  test('names at most ten kinds of faults', async () => {
    const faulty = (events: number) => ({ ...span('a'), events: [...Array.from({ length: events }, () => ({})), 'x'] });
    const response = await post(json(...Array.from({ length: 12 }, (_, index) => faulty(index))), jsonHeaders);

    const text = await response.text();
    expect(text).toContain('and others');
    expect(text).toContain('"rejectedSpans":"12"');
  });
});

describe('an export request as SDKs send it', () => {
  test('may come in chunks without a length, with its ids in either case and its times as text or numbers', async () => {
    const child = {
      ...span('child'),
      parentSpanId: hexOf('root', 16).toUpperCase(),
      startTimeUnixNano: 1_773_144_000_000_000_000,
    };
    const root = {
      ...span('root'),
      traceId: hexOf('trace', 32).toUpperCase(),
      spanId: hexOf('root', 16).toUpperCase(),
    };
    const text = json(child, root);
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let start = 0; start < text.length; start += 100)
          controller.enqueue(Buffer.from(text.slice(start, start + 100)));
        controller.close();
      },
    });

    const response = await post(chunks, jsonHeaders);

    expect(response.status).toBe(200);
    expect(
      sent.map(({ spans }) =>
        spans.map(({ name, traceId, parentSpanId, startTimeUnixNano: start }) => [name, traceId, parentSpanId, start]),
      ),
    ).toEqual([
      [
        ['child', hexOf('trace', 32), hexOf('root', 16), '1773144000000000000'],
        ['root', hexOf('trace', 32), null, '1773144000000000000'],
      ],
    ]);
  });

  test.each(['announced', 'in chunks'])('is refused above 10 MB: %s', async (way) => {
    const bytes = new Uint8Array(10 * 1024 * 1024 + 1);
    const body = way === 'announced' ? bytes : new Blob([bytes]).stream();
    const headers = { ...jsonHeaders, ...(way === 'announced' ? { 'content-length': String(bytes.length) } : {}) };

    const response = await post(body, headers);

    expect([response.status, await response.json()]).toMatchObject([413, { code: 'payload_too_large' }]);
    expect([sent, archived.objects.size]).toEqual([[], 0]);
  });
});

describe('a request that cannot be read', () => {
  test.each([
    ['protobuf', new Uint8Array([0xff, 0xff, 0xff]), { 'content-type': protobuf }, 400, 'invalid_otlp'],
    ['JSON of another shape', '{"resourceSpans":5}', jsonHeaders, 400, 'invalid_otlp'],
    ['gzip', 'not gzip', { ...jsonHeaders, 'content-encoding': 'gzip' }, 400, 'invalid_gzip'],
    ['JSON in gzip', gzipSync('{'), { ...jsonHeaders, 'content-encoding': 'gzip' }, 400, 'invalid_otlp'],
    ['another encoding', 'x', { ...jsonHeaders, 'content-encoding': 'br' }, 415, 'unsupported_media_type'],
    ['another type', 'x', { 'content-type': 'text/plain', 'content-encoding': 'gzip' }, 415, 'unsupported_media_type'],
  ] as const)('%s', async (_, body, headers, status, code) => {
    const response = await post(body, headers);

    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  test('because it unpacks without bounds is refused before it fills the memory', async () => {
    const bomb = gzipSync(Buffer.alloc(maxDecompressedBytes + 1));

    const response = await post(bomb, { 'content-type': protobuf, 'content-encoding': 'gzip' });

    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(response.status).toBe(413);
  });
});

test('spans that could not be made durable are not accepted', async () => {
  const send = async () => {
    throw new UnavailableError('later', undefined, 5);
  };

  const response = await post(json(span('a')), jsonHeaders, { sink: { send, sendUnarchived: async () => undefined } });

  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
});

test.each(['overrides', 'authenticator'] as const)(
  'an outage of the tables is told to come again, not to throw the spans away: %s',
  async (port) => {
    const refuse = async () => {
      throw Object.assign(new Error('Throughput exceeds'), { name: 'ProvisionedThroughputExceededException' });
    };
    const response = await post(json(span('a')), jsonHeaders, { [port]: { list: refuse, authenticate: refuse } });

    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(sent).toEqual([]);
  },
);

describe('the archive', () => {
  test('holds the request as it was received, still compressed, by project, hour and number of spans', async () => {
    const body = gzipSync(json(span('a'), span('b'), { ...span('c'), spanId: 'no' }));
    await post(body, { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'gzip' });

    const [key = '', object] = [...archived.objects][0] ?? [];
    expect(key).toMatch(new RegExp(`^raw/${testProjectId}/2026-03-10T12/${testTime}-[0-9a-f-]{36}-2$`));
    expect(Buffer.from(object?.body ?? []).equals(body)).toBe(true);
    expect(object).toMatchObject({
      ...{ contentType: 'application/json', contentEncoding: 'gzip', path: '/otel/v1/traces', keyId: 'key1' },
      ...{ retentionDays: 30, lifetime: 30 },
    });
    expect(sent.map(({ rawKey }) => rawKey)).toEqual([key]);
    expect(unarchived).toEqual([]);
  });

  test.each([
    [5, 3],
    [30, 30],
    [1, 1],
  ])(
    'forgets a request of a project that keeps things for %i days by the rule of %i',
    async (retentionDays, lifetime) => {
      await post(json(span('a')), jsonHeaders, { archive: testArchive(archived, { retentionDays }) });

      expect([...archived.objects.values()][0]).toMatchObject({ retentionDays, lifetime });
    },
  );

  test('holds nothing of a project that does not capture content', async () => {
    const archive = testArchive(archived, { capturesContent: false });

    const secret = { stringValue: 'a secret' };
    const attributes = ['input.value', 'pydantic_ai.all_messages', 'my.own'].map((key) => ({ key, value: secret }));
    const events = ['gen_ai.user.message', 'gen_ai.choice', 'exception', 'mine'].map((name) => ({
      name,
      attributes: ['content', 'message', 'exception.message', 'gen_ai.prompt'].map((key) => ({ key, value: secret })),
    }));
    const status = { code: 2, message: 'a secret' };
    expect((await post(json({ ...span('a'), attributes, events, status }), jsonHeaders, { archive })).status).toBe(200);
    expect([archived.objects.size, unarchived.length]).toEqual([0, 0]);
    expect(sent[0]).not.toHaveProperty('rawKey');
    expect(sent[0]?.spans[0]?.input).toMatchObject({ value: null, bytes: 10 });
    expect(JSON.stringify(sent)).not.toContain('secret');
  });

  test('that refuses does not cost the request: the queue has it, twice, and a metric says so', async () => {
    const lines: string[] = [];
    const put = async () => {
      throw new Error('S3 is away');
    };
    const archive = createRawArchive({
      store: { put },
      projects: {
        get: async (id) => ({
          ...{ id, name: '', createdAt: '', updatedAt: '' },
          retentionDays: 5,
          capturesContent: true,
        }),
      },
      logger: silentLogger,
      clock: () => testTime,
      write: (line) => void lines.push(line),
    });

    const body = gzipSync(json(span('a'), span('b'), span('c', 'other'), { ...span('d'), spanId: 'no' }));
    const headers = { ...jsonHeaders, 'content-encoding': 'gzip' };
    expect((await post(body, headers, { archive })).status).toBe(200);
    expect(lines[0]).toContain('"TelemetryRequestsUnarchived":1');
    const rawKey = sent[0]?.rawKey;
    expect(rawKey).toMatch(/-3$/);
    expect(unarchived).toEqual([
      {
        ...{ projectId: testProjectId, rawKey, path: '/otel/v1/traces', keyId: 'key1' },
        ...{ contentType: 'application/json', contentEncoding: 'gzip', body: body.toString('base64') },
        traceIds: [hexOf('trace', 32), hexOf('other', 32)],
      },
    ]);
  });

  test('that refuses, and no queue that takes its part: the sender is told to come again', async () => {
    const sink = {
      send: async () => undefined,
      sendUnarchived: async () => {
        throw new UnavailableError('The spans could not be stored for now. Send them again.', null, 5);
      },
    };
    const put = async () => {
      throw new Error('S3 is away');
    };

    const response = await post(json(span('a')), jsonHeaders, { sink, archive: testArchive({ put }) });

    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  });

  test('stays empty where nobody can tell whether the project captures content', async () => {
    const get = async () => {
      throw new Error('DynamoDB is away');
    };
    const ports = { store: archived, projects: { get }, logger: silentLogger, clock: () => testTime };
    const archive = createRawArchive({ ...ports, write: () => undefined });

    expect((await post(json(span('a')), jsonHeaders, { archive })).status).toBe(200);
    expect([archived.objects.size, sent.length, unarchived.length]).toEqual([0, 1, 0]);
  });

  test('is left alone by a request without spans', async () => {
    await post('{}', jsonHeaders);
    expect(archived.objects.size).toBe(0);
  });
});
