import { beforeEach, expect, it, vi } from 'vitest';
import type { TraceSummary } from '../../../../../shared/contract/span.ts';
import { toSpanRow } from '../../../../../shared/telemetry/to-span-row.ts';
import { spanOf } from '../span-builder.ts';
import { loadSpans } from './load-spans.ts';

const call = vi.hoisted(() => vi.fn());
vi.mock('../../../lib/api.ts', () => ({ api: { call } }));

interface Asked {
  query: { limit: number; cursor?: string; part?: string };
  signal: AbortSignal;
}

const trace = { traceId: 't' } as TraceSummary;
let asked: Asked['query'][] = [];

/** Two pages of a part, a span each. */
async function answer(_: unknown, { query }: Asked) {
  asked.push(query);
  const isFirst = query.cursor === undefined;
  const items = [toSpanRow(spanOf({ id: `${query.part?.[0] ?? 'a'}${isFirst ? 1 : 2}` }))];
  return { trace, packIds: [], items, nextCursor: isFirst ? 'more' : null };
}

const load = (spanCount: number, onPage = vi.fn()) =>
  loadSpans({ traceId: 't', spanCount, signal: new AbortController().signal, onPage });

beforeEach(() => {
  asked = [];
  call.mockReset().mockImplementation(answer);
});

it('reads a trace that is not very large page by page, the first a small one', async () => {
  const { forest, isComplete } = await load(9_999);

  expect([forest.nodes.size, isComplete]).toEqual([2, true]);
  expect(asked).toEqual([{ limit: 1000 }, { limit: 4000, cursor: 'more' }]);
});

it('reads a large one in four parts, each to its end', async () => {
  const { forest } = await load(100_000);

  expect(forest.nodes.size).toBe(8);
  expect(asked[0]).toEqual({ limit: 1000, part: '1/4' });
  for (const part of ['1/4', '2/4', '3/4', '4/4']) {
    expect(asked.filter((query) => query.part === part).map(({ cursor }) => cursor)).toEqual([undefined, 'more']);
  }
});

it('shows what is there while the rest is on its way', async () => {
  const { promise: isShown, resolve: shown } = Promise.withResolvers<void>();
  call.mockImplementation(async (contract: unknown, input: Asked) => {
    if (input.query.cursor !== undefined) await isShown;
    return await answer(contract, input);
  });
  const onPage = vi.fn(() => shown());
  await load(100_000, onPage);

  expect(onPage).toHaveBeenCalledWith(expect.objectContaining({ isComplete: false }));
});

it('fails where a part does, and stops the others', async () => {
  let stopped: AbortSignal | undefined;
  call.mockImplementation(async (contract: unknown, input: Asked) => {
    if (input.query.part === '2/4') throw new Error('No answer.');
    if (input.query.part === '3/4') stopped = input.signal;
    return await answer(contract, input);
  });

  await expect(load(100_000)).rejects.toThrow('No answer.');
  expect(stopped?.aborted).toBe(true);
});
