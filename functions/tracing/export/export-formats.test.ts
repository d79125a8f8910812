import { describe, expect, test } from 'vitest';
import { type Span, type TraceSummary, traceSummarySchema } from '../../../shared/contract/span.ts';
import type { ExportEnd } from '../../../shared/contract/trace-queries.ts';
import { foldSpans } from '../../../shared/storage/trace-fold.ts';
import { summarize } from '../../../shared/storage/trace-summary.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import { buildCall, buildDecision, buildSpan, hexOf, testProjectId } from '../../../test/support/build-span.ts';
import { decodeJson } from '../otlp/decode-json.ts';
import { mapGroups } from '../otlp/map-groups.ts';
import { mapTestSpan, testContext } from '../testing/map-test-span.ts';
import { csvFormatter } from './format-csv.ts';
import { jsonlFormatter } from './format-jsonl.ts';
import { otlpFormatter } from './format-otlp.ts';
import { recordAttribute } from './span-record.ts';
import type { ExportFormatter } from './trace-export.ts';

function summaryOf(spans: readonly Span[]): TraceSummary {
  const fold = foldSpans(spans);
  if (fold === null) throw new Error('no spans');
  return traceSummarySchema.parse(summarize(testProjectId, hexOf('trace', 32), fold));
}

function textOf(formatter: ExportFormatter, spans: readonly Span[], overrides: Partial<TraceSummary> = {}): string {
  return [...formatter.lines({ trace: { ...summaryOf(spans), ...overrides }, spans })].join('');
}

const end = (nextCursor: string | null): ExportEnd => ({
  export: {
    isComplete: nextCursor === null,
    traceCount: 7,
    nextCursor,
    searchedTo: '2026-03-10T12:00:00.000Z',
    searchedCount: 9,
  },
});

describe('CSV', () => {
  test('has a row a trace under a header, every cell in its place', () => {
    const span = buildCall({ name: 'say "hi", twice', tags: ['a', 'b'], userId: 'line\nbreak' });
    const header = csvFormatter.begin().trimEnd().split(',');
    const text = textOf(csvFormatter, [span]);

    expect(text.endsWith('\r\n')).toBe(true);
    const cells = parseCsvRow(text.slice(0, -2));
    expect(cells).toHaveLength(header.length);
    const row = Object.fromEntries(header.map((name, index) => [name, cells[index]]));
    expect(row).toMatchObject({
      traceId: hexOf('trace', 32),
      name: 'say "hi", twice',
      tags: 'a;b',
      userId: 'line\nbreak',
      costUsd: '0.00000002',
      simulatedCostUsd: '0',
      models: 'openai/gpt-5-mini',
      environment: '',
      isEstimated: 'false',
    });
  });

  test('tells a simulated cost from a real one', () => {
    const text = textOf(csvFormatter, [buildCall({ isSimulated: true }), buildCall()]);
    const cells = parseCsvRow(text.slice(0, -2));
    const of = (name: string) => cells[csvFormatter.begin().trimEnd().split(',').indexOf(name)];

    expect([of('costUsd'), of('simulatedCostUsd'), of('isSimulated')]).toEqual(['0.00000004', '0.00000002', 'true']);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=x', '  =x'])('disarms the formula %j', (name) => {
    const cells = parseCsvRow(textOf(csvFormatter, [buildSpan()], { name }).slice(0, -2));

    expect(cells[1]).toBe(`'${name}`);
  });

  test('leaves numbers as they are, and says at its end only that it was cut', () => {
    const text = textOf(csvFormatter, [buildSpan()], { durationMs: -1 });

    expect(text).toContain(',-1,');
    expect(csvFormatter.end(end(null))).toBe('');
    expect(csvFormatter.end(end('abc'))).toBe('# cut after 7 traces,cursor=abc\r\n');
  });
});

/** A small reader of its own: RFC 4180. */
function parseCsvRow(text: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)) {
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
  }
  return cells;
}

describe('JSONL', () => {
  test('is a line a trace, with or without spans, and a last line', () => {
    const spans = [buildSpan(), buildCall({ spanId: hexOf('call', 16) })];

    expect(JSON.parse(textOf(jsonlFormatter({ withSpans: true }), spans))).toEqual({ trace: summaryOf(spans), spans });
    expect(JSON.parse(textOf(jsonlFormatter({ withSpans: false }), spans))).toEqual({ trace: summaryOf(spans) });
    expect(JSON.parse(jsonlFormatter({ withSpans: true }).end(end('c')))).toEqual(end('c'));
  });
});

describe('OTLP', () => {
  const ofOtlp = mapTestSpan(
    {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.input.messages': '[{"role":"user","content":"Where to?"}]',
      'gen_ai.output.messages': '[{"role":"assistant","content":"Home"}]',
      'session.id': 'visit 1',
      'input.value': 'mine',
      strange: { nested: [1, 2.5, null, true, '"spans":[]'] },
      tags: ['a'],
    },
    {
      kind: 3,
      statusCode: 2,
      statusMessage: 'broken',
      parentSpanId: '6'.repeat(16),
      events: [{ timeUnixNano: '1773144000000000001', name: 'exception', attributes: { 'exception.type': 'E', n: 1 } }],
      links: [{ traceId: '8'.repeat(32), spanId: '9'.repeat(16), attributes: { a: 'b' } }],
    },
  );
  const ofGateway = buildCall({
    keyId: 'key1',
    decision: buildDecision(),
    input: toPayload({ text: '"spans":[] \u2028 é', list: [null, 1e21] }),
    metadata: { note: { deep: [1] } },
    service: 'shop',
    attributes: { 'signalbox.request.id': 'r', huge: '12345678901234567890', nothing: null },
    isSimulated: true,
    errorType: 'E',
    status: 'error',
  });

  /** What the ingestion endpoint makes of exported lines. */
  function takenBack(text: string): Span[] {
    const lines = text.trimEnd().split('\n');
    const results = lines.map((line) => mapGroups(decodeJson(JSON.parse(line)), testContext));
    expect(results.map(({ rejection }) => rejection.count)).toEqual(lines.map(() => 0));
    return results.flatMap(({ spans }) => spans);
  }

  test('is taken back as the same spans, wherever they came from', () => {
    const spans = [{ ...ofOtlp, projectId: testProjectId }, ofGateway, buildSpan({ keyId: 'key1' })];
    expect(textOf(otlpFormatter, [ofGateway])).toContain('{"key":"signalbox.simulated","value":{"boolValue":true}}');

    expect(takenBack(textOf(otlpFormatter, spans))).toEqual(spans);
  });

  test.each([
    ['events', [null, 1, [], {}, { attributes: 'text', timeUnixNano: 'now', name: 5 }]],
    ['events', 'a text'],
    ['links', [null, { traceId: 1 }]],
    ['kind', 1e300],
    ['scope', { name: 1, attributes: [1] }],
    ['scope', null],
    ['resource', [1]],
  ])('takes a team’s note by the name of OpenTelemetry’s %s for what it is', (name, note) => {
    const span = { ...ofGateway, metadata: { [name]: note } };

    expect(takenBack(textOf(otlpFormatter, [span]))).toEqual([span]);
  });

  test('has the attributes of its scope', () => {
    const scope = { name: 'lib', version: '1', attributes: { stage: 'blue' } };
    const span = mapTestSpan({ a: 1 }, {}, { scope });
    const [group] = JSON.parse(textOf(otlpFormatter, [span])).resourceSpans;

    expect(span.metadata['scope']).toEqual(scope);
    expect(group.scopeSpans[0].scope.attributes).toEqual([{ key: 'stage', value: { stringValue: 'blue' } }]);
  });

  test('says the same in words that other tools know', () => {
    const [group] = JSON.parse(textOf(otlpFormatter, [ofOtlp])).resourceSpans;
    const [span] = group.scopeSpans[0].spans;
    const attributes = Object.fromEntries(
      span.attributes.map(({ key, value }: { key: string; value: object }) => [key, value]),
    );

    expect(group.resource.attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'shop' } });
    expect(span).toMatchObject({ kind: 3, status: { code: 2, message: 'broken' }, events: [{ name: 'exception' }] });
    expect(attributes).toMatchObject({
      'gen_ai.request.model': { stringValue: 'gpt-4o' },
      'gen_ai.usage.input_tokens': { intValue: '1000' },
      'input.value': { stringValue: '[{"role":"user","content":"Where to?"}]' },
    });
  });

  test.each([
    ['letters of a byte', 'x', 2],
    ['letters of three bytes', '語', 6],
  ])('cuts a long trace in %s into requests that the endpoint takes in AWS, too', (_, letter, requests) => {
    const spans = Array.from({ length: 6 }, (_, index) =>
      buildSpan({ spanId: hexOf(String(index), 16), keyId: 'key1', input: toPayload(letter.repeat(900_000)) }),
    );
    const text = textOf(otlpFormatter, spans);

    const sizes = text
      .trimEnd()
      .split('\n')
      .map((line) => Buffer.byteLength(line));
    expect(sizes).toHaveLength(requests);
    expect(Math.max(...sizes)).toBeLessThan(6_000_000);
    expect(takenBack(text)).toEqual(spans);
  });

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['other times', JSON.stringify({ ...ofOtlp, startTimeUnixNano: '1' })],
    [
      'half a record',
      JSON.stringify({ startTimeUnixNano: '1773144000000000000', endTimeUnixNano: '1773144001500000000' }),
    ],
    ['a wrong usage', JSON.stringify({ ...ofOtlp, usage: { input: 'many' } })],
  ])('falls back to mapping a span whose record is %s', (_, record) => {
    const span = mapTestSpan({ [recordAttribute]: record, 'gen_ai.request.model': 'gpt-4o' });

    expect(span).toMatchObject({ name: 'chat', model: { requestedModel: 'gpt-4o' }, keyId: 'key1' });
    expect(span.attributes).toHaveProperty([recordAttribute]);
  });

  test('never says who sent a span, or whose it is', () => {
    const stolen = {
      ...ofOtlp,
      projectId: '01957ea0-0000-7000-8000-000000000009',
      keyId: 'other',
      traceId: '1'.repeat(32),
    };
    const span = mapTestSpan({ [recordAttribute]: JSON.stringify(stolen) });

    expect(span).toMatchObject({ projectId: testContext.projectId, keyId: 'key1', traceId: '7'.repeat(32) });
    expect(span.status).toBe('error');
  });
});
