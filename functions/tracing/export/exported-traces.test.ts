import { expect, test } from 'vitest';
import { maxExportedTraces } from '../../../shared/contract/trace-queries.ts';
import type { LongSearch, SearchStep } from '../../../shared/storage/trace-search.ts';
import { testProjectId } from '../../../test/support/build-span.ts';
import { buildTraceSummary } from '../../../test/support/build-trace-summary.ts';
import { memoryBlobs } from '../../../test/support/memory-blobs.ts';
import { type ExportPart, exportIds, exportSearch } from './exported-traces.ts';

const summary = buildTraceSummary();
const traceIdOf = (index: number) => String(index).padStart(32, '0');
const sortKeyOf = (index: number) => `${String(99_999_999 - index).padStart(14, '0')}#${traceIdOf(index)}`;
const rowOf = (index: number) => ({ item: { ...summary, traceId: traceIdOf(index) }, sortKey: sortKeyOf(index) });

/** As many traces in steps of 1,000; what a cursor was made of is remembered. */
function searchOf(total: number) {
  const cursors: { position: string; traceIds: readonly string[] }[] = [];
  async function* steps(): AsyncGenerator<SearchStep> {
    for (let start = 0; start < total; start += 1000) {
      const end = Math.min(total, start + 1000);
      const rows = Array.from({ length: end - start }, (_, index) =>
        rowOf(start + index),
      ) as unknown as SearchStep['rows'];
      yield { rows, position: sortKeyOf(end - 1), isDone: end === total, searchedDownTo: () => end };
    }
  }
  const search: LongSearch = {
    steps: steps(),
    cursorAfter: (position, traceIds) => {
      cursors.push({ position, traceIds });
      return 'next';
    },
  };
  return { search, cursors };
}

async function exported(search: LongSearch, endsAfter = Number.POSITIVE_INFINITY) {
  const ports = { traces: { search: () => search, get: async () => null }, blobs: memoryBlobs(), clock: () => 0 };
  const ids: string[] = [];
  const isOver = () => ids.length >= endsAfter;
  for await (const part of exportSearch(search, { projectId: testProjectId, withSpans: false, isOver, ports })) {
    if ('export' in part) return { ids, end: part.export };
    ids.push(part.trace.traceId);
  }
  throw new Error('An export has an end.');
}

test('an export of more traces than it holds ends in the middle of a step, and says where to go on', async () => {
  const { search, cursors } = searchOf(maxExportedTraces + 1_500);
  const { ids, end } = await exported(search);

  expect(end).toMatchObject({ isComplete: false, traceCount: maxExportedTraces, nextCursor: 'next' });
  expect(new Set(ids).size).toBe(maxExportedTraces);
  expect(cursors[0]?.position).toBe(sortKeyOf(maxExportedTraces - 1));
  expect(cursors[0]?.traceIds.at(-1)).toBe(ids.at(-1));
});

test('one whose time is up goes on below the last trace that it wrote', async () => {
  const { search, cursors } = searchOf(5_000);
  const { ids, end } = await exported(search, 1_234);

  expect(ids).toHaveLength(1_234);
  expect(end).toMatchObject({ isComplete: false, traceCount: 1_234, nextCursor: 'next' });
  expect(cursors[0]?.position).toBe(sortKeyOf(1_233));
});

test.each([0, 1_000])('one of all %i traces is whole', async (total) => {
  const { end } = await exported(searchOf(total).search);

  expect(end).toMatchObject({ isComplete: true, traceCount: total, nextCursor: null });
});

test('one of traces by id holds each of them once, however often it is named', async () => {
  const get = async (_: string, traceId: string) => ({ trace: { ...summary, traceId }, spans: [] });
  const ports = { traces: { search: () => searchOf(0).search, get }, blobs: memoryBlobs(), clock: () => 0 };
  const reading = { projectId: testProjectId, withSpans: true, isOver: () => false, ports };
  const parts: ExportPart[] = [];
  for await (const part of exportIds([traceIdOf(1), traceIdOf(2), traceIdOf(1)], reading)) parts.push(part);

  expect(parts).toMatchObject([
    { trace: { traceId: traceIdOf(1) } },
    { trace: { traceId: traceIdOf(2) } },
    { export: { traceCount: 2, searchedCount: 2 } },
  ]);
});
