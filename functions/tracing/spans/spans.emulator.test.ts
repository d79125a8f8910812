import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Problem } from '../../../shared/contract/common.ts';
import { getSpan, listSpans, type SpanRow } from '../../../shared/contract/trace-spans.ts';
import { getTrace } from '../../../shared/contract/tracing.ts';
import { createApi } from '../../../shared/http/create-api.ts';
import type { KeyPrincipal } from '../../../shared/http/principal.ts';
import { silentLogger } from '../../../shared/observability/logger.ts';
import { mergeSpanRows } from '../../../shared/telemetry/merge-span-rows.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import { toSpanRow } from '../../../shared/telemetry/to-span-row.ts';
import { buildCall, buildSpan, hexOf, testProjectId, testTime } from '../../../test/support/build-span.ts';
import { createTraceStage, type TraceStage } from '../../../test/support/trace-stage.ts';
import { answerTrace } from '../answer-trace.ts';
import { answerSpan } from './answer-span.ts';
import { answerSpans } from './answer-spans.ts';

const traceId = hexOf('paged', 32);
const id = (index: number) => hexOf(`paged ${index}`, 16);
const calls = Array.from({ length: 36 }, (_, index) =>
  buildCall({ traceId, spanId: id(index), parentSpanId: index === 0 ? null : id(0), at: index, tokens: index }),
);
const ended = buildSpan({ traceId, spanId: id(7), parentSpanId: id(0), durationMs: 5000, name: 'ended' });
const large = buildSpan({
  traceId,
  spanId: id(40),
  output: toPayload(Array.from({ length: 4000 }, (_, n) => hexOf(`${n}`, 8))),
});
let stage: TraceStage;

beforeAll(async () => {
  stage = await createTraceStage({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
  for (const spans of [calls.slice(0, 30), calls.slice(30, 35), calls.slice(35), [ended, large]]) {
    const record = { projectId: testProjectId, source: 'otlp', receivedAt: testTime, spans } as const;
    await stage.traces.store(record, { retentionDays: 30, capturesContent: true });
  }
});

function request(path: string, projectId = testProjectId) {
  const key: KeyPrincipal = { kind: 'key', id: 'k', name: 'k', projectId, scopes: ['read'], allowedModels: null };
  const { app, serve } = createApi({
    authenticator: { authenticate: async () => key },
    memberships: { get: async () => null },
    logger: silentLogger,
  });
  serve(getTrace, (call) => answerTrace(call, stage));
  serve(listSpans, (call) => answerSpans(call, stage));
  serve(getSpan, (call) => answerSpan(call, stage));
  return app.request(`/api/v2/traces/${traceId}${path}`, { headers: { authorization: 'Bearer k' } });
}

type Page = Awaited<ReturnType<typeof page>>;

async function page(query: string) {
  return listSpans.response.schema.parse(await (await request(`/spans?${query}`)).json());
}

describe('the spans of a trace, page by page', () => {
  test.each([1, 4, 30, 5000])('are all there, %i a page, and versions merge to what the trace says', async (limit) => {
    const rows: SpanRow[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { items, packIds, nextCursor, trace } = await page(
        `limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      expect(items.length).toBeLessThanOrEqual(limit);
      expect(items.every(({ pack = -1 }) => packIds[pack] !== undefined)).toBe(true);
      expect(trace.spanCount).toBe(37);
      rows.push(...items);
      cursor = nextCursor;
    }
    expect(rows).toHaveLength(38);
    const whole = getTrace.response.schema.parse(await (await request('')).json());
    const bare = ({ version: _, pack: __, ...row }: SpanRow) => row;
    const byId = (a: SpanRow, b: SpanRow) => (a.spanId < b.spanId ? -1 : 1);
    expect([...mergeSpanRows(rows).values()].map(bare).sort(byId)).toEqual(whole.spans.map(toSpanRow).sort(byId));
  });

  test('are all there in parts, each with its own pages', async () => {
    const ids = new Set<string>();
    let rows = 0;
    for (const part of ['1/3', '2/3', '3/3']) {
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { items, nextCursor }: Page = await page(`limit=7&part=${part}${cursor && `&cursor=${cursor}`}`);
        for (const { spanId } of items) ids.add(spanId);
        rows += items.length;
        cursor = nextCursor;
      }
    }
    expect([ids.size, rows]).toEqual([37, 38]);
  });

  test.each(['0/2', '3/2', '1/17', '1', 'a/b'])('refuse the part %j, which is none', async (part) => {
    const refused = await request(`/spans?part=${part}`);
    expect([refused.status, ((await refused.json()) as Problem).errors?.[0]?.field]).toEqual([400, 'query.part']);
  });

  test('refuse a cursor that is none, and belong to their project', async () => {
    const refused = await request('/spans?cursor=xyz');
    expect([refused.status, ((await refused.json()) as Problem).errors?.[0]?.field]).toEqual([400, 'query.cursor']);
    expect((await request('/spans', '01957ea0-0000-7000-8000-000000000002')).status).toBe(404);
  });
});

describe('one span', () => {
  test('comes whole, from the pack that is named or wherever it is', async () => {
    const { items, packIds } = await page('limit=5000');
    const row = items.find(({ spanId }) => spanId === large.spanId);
    for (const query of [`?pack=${packIds[row?.pack ?? -1]}`, `?pack=${'0'.repeat(40)}`, '']) {
      const { span } = getSpan.response.schema.parse(await (await request(`/spans/${large.spanId}${query}`)).json());
      expect(span).toEqual(large);
    }
  });

  test('comes in the version that counts, and is not found where it is not', async () => {
    const found = getSpan.response.schema.parse(await (await request(`/spans/${id(7)}`)).json());
    expect(found.span.name).toBe('ended');
    expect((await request(`/spans/${'0'.repeat(16)}`)).status).toBe(404);
    expect((await request(`/spans/${id(7)}`, '01957ea0-0000-7000-8000-000000000002')).status).toBe(404);
    expect((await request(`/spans/${id(7)}?pack=x`)).status).toBe(400);
  });
});

test('a trace that is larger than wanted comes without spans', async () => {
  const some = getTrace.response.schema.parse(await (await request('?maxSpans=36')).json());
  expect([some.trace.spanCount, some.spans]).toEqual([37, []]);
  const all = getTrace.response.schema.parse(await (await request('?maxSpans=37')).json());
  expect(all.spans).toHaveLength(37);
});
