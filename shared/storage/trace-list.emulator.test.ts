import { beforeAll, describe, expect, inject, test } from 'vitest';
import { buildCall, buildDecision, buildSpan, hexOf, type SpanInput, testTime } from '../../test/support/build-span.ts';
import { createTraceStage, type TraceStage } from '../../test/support/trace-stage.ts';
import { ValidationError } from '../http/errors.ts';
import type { Filter } from '../trace-filter/filter.ts';
import { parseFilter } from '../trace-filter/parse-filter.ts';
import { encodeCursor } from './page-cursor.ts';
import type { TraceListQuery } from './trace-list.ts';

const day = 86_400_000;
let stage: TraceStage;

beforeAll(async () => {
  stage = await createTraceStage({ AWS_ENDPOINT_URL: inject('emulatorUrl') });
});

async function store(projectId: string, name: string, input: SpanInput = {}): Promise<void> {
  const ids = { projectId, name, traceId: hexOf(name, 32), spanId: hexOf(name, 16) };
  const span = input.type === 'llm' ? buildCall({ ...input, ...ids }) : buildSpan({ ...input, ...ids });
  const record = { projectId, source: 'otlp', receivedAt: testTime, spans: [span] } as const;
  await stage.traces.store(record, { retentionDays: 30, capturesContent: true });
}

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  return parsed.filter;
}

const range = { from: testTime - 10 * day, to: testTime + day, limit: 3 };

async function names(query: Partial<TraceListQuery> & { projectId: string }): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await stage.traces.list({ ...range, ...query, cursor });
    pages.push(page.items.map((item) => item.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

describe('the list of traces', () => {
  test('is newest first over shards and days, each trace once', async () => {
    const times = Array.from({ length: 20 }, (_, index) => -index * 7 * 3_600_000);
    for (const [index, at] of times.entries()) await store('ordered', `t${index}`, { at });

    const pages = await names({ projectId: 'ordered' });

    expect(pages.flat()).toEqual(times.map((_, index) => `t${index}`));
    expect(pages.every((page) => page.length <= 3)).toBe(true);
    expect(await names({ projectId: 'ordered', limit: 200 })).toEqual([times.map((_, index) => `t${index}`)]);
  });

  test('has no empty page after a page that holds everything', async () => {
    for (const index of [0, 1, 2]) await store('full', `full ${index}`, { at: -index });

    expect(await names({ projectId: 'full' })).toEqual([['full 0', 'full 1', 'full 2']]);
  });

  test('keeps its place while newer traces arrive', async () => {
    for (const index of [0, 1, 2, 3, 4]) await store('stable', `s${index}`, { at: -index * 1000 });
    const first = await stage.traces.list({ ...range, projectId: 'stable' });
    await store('stable', 'newer', { at: 5000 });

    const second = await stage.traces.list({ ...range, projectId: 'stable', cursor: first.nextCursor ?? '' });

    expect(second.items.map((item) => item.name)).toEqual(['s3', 's4']);
    expect(second.nextCursor).toBeNull();
  });

  test('holds the start of its range and not its end', async () => {
    for (const at of [0, 1000, 2000]) await store('range', `at ${at}`, { at });

    expect(await names({ projectId: 'range', from: testTime, to: testTime + 2000 })).toEqual([['at 1000', 'at 0']]);
    expect(await names({ projectId: 'range', from: testTime + 1, to: testTime + 1 })).toEqual([[]]);
    expect(await names({ projectId: 'range', from: testTime + 2, to: testTime + 1 })).toEqual([[]]);
  });

  test('filters by model and status across pages of the index', async () => {
    for (let index = 0; index < 30; index++) {
      await store('filtered', `f${index}`, {
        at: -index * 1000,
        ...(index % 10 === 0 ? { type: 'llm' } : {}),
        status: index % 10 === 5 ? 'error' : 'ok',
      });
    }

    expect(
      (await names({ projectId: 'filtered', filter: filterOf('model=openai/gpt-5-mini'), limit: 2 })).flat(),
    ).toEqual(['f0', 'f10', 'f20']);
    expect((await names({ projectId: 'filtered', filter: filterOf('status:error'), limit: 200 })).flat()).toEqual([
      'f5',
      'f15',
      'f25',
    ]);
    expect((await names({ projectId: 'filtered', filter: filterOf('model=openai status:ok') })).flat()).toEqual([]);
  });

  test('ends a page that costs too much early, with a cursor that goes on', async () => {
    await store('rare', 'old', { at: -150 * day });

    const query = { projectId: 'rare', from: testTime - 151 * day, to: testTime, limit: 5 };
    const first = await stage.traces.list(query);
    const pages = await names(query);

    expect(first.items).toEqual([]);
    expect(first.nextCursor).not.toBeNull();
    expect(pages.flat()).toEqual(['old']);
  });

  test.each([
    'nonsense',
    encodeCursor('members', ['00001773144000000', '0']),
    encodeCursor('traces', ['yesterday', '0']),
    encodeCursor('traces', ['00001773144000']),
  ])('refuses the cursor %s by its name', async (cursor) => {
    const error = await stage.traces.list({ ...range, projectId: 'p', cursor }).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ status: 400, fieldErrors: [{ field: 'query.cursor' }] });
  });

  test('finds a call by the name of its route as well as by the model that answered, also after more spans came', async () => {
    const route = { name: 'support', version: 1, rule: null, strategy: 'fallback', arm: null };
    const decision = buildDecision({ route });
    await store('routed', 'by route', { type: 'llm', decision });
    await store('routed', 'by name', { type: 'llm', at: -1000 });
    const later = buildSpan({
      traceId: hexOf('by route', 32),
      spanId: hexOf('later', 16),
      projectId: 'routed',
      at: 500,
    });
    const record = { projectId: 'routed', source: 'otlp', receivedAt: testTime, spans: [later] } as const;
    await stage.traces.store(record, { retentionDays: 30, capturesContent: true });

    expect((await names({ projectId: 'routed', filter: filterOf('model=support') })).flat()).toEqual(['by route']);
    expect((await names({ projectId: 'routed', filter: filterOf('model=openai/gpt-5-mini') })).flat()).toEqual([
      'by route',
      'by name',
    ]);
    const [found] = (await stage.traces.list({ ...range, projectId: 'routed', filter: filterOf('model=support') }))
      .items;
    expect(found?.models).toEqual(['openai/gpt-5-mini']);
  });
});
