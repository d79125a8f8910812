import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexOf } from '../../test/support/build-span.ts';
import { memoryBlobs } from '../../test/support/memory-blobs.ts';
import type { DynamoDBDocumentClient } from '../aws/document-client.ts';
import type { Filter } from '../trace-filter/filter.ts';
import { dayOf, shardOf, timePartition, timeSortKey } from './trace-keys.ts';
import { listTraces } from './trace-list.ts';

interface Item {
  timePk: string;
  timeSk: string;
  traceId: string;
  status: string;
}

interface Query {
  input: { ExpressionAttributeValues?: Record<string, string>; ExclusiveStartKey?: Item };
}

/** The time index, one row read at a query, without the help of filter expressions. */
function fakeIndex(items: readonly Item[]) {
  let queryCount = 0;
  const documents = {
    send: async ({ input }: Query) => {
      queryCount += 1;
      // No digest can be believed.
      if (input.ExpressionAttributeValues === undefined) return {};
      const { ':pk': pk, ':first': first = '', ':end': end = '' } = input.ExpressionAttributeValues;
      const start = input.ExclusiveStartKey?.timeSk ?? '~';
      const matching = items.filter((item) => item.timePk === pk && item.timeSk >= first && item.timeSk <= end);
      const left = matching.filter((item) => item.timeSk < start).sort((a, b) => (a.timeSk > b.timeSk ? -1 : 1));
      const [row] = left;
      return { Items: row === undefined ? [] : [row], LastEvaluatedKey: row };
    },
  } as unknown as DynamoDBDocumentClient;
  return { documents, queries: () => queryCount };
}

function itemOf(start: number, index: number, status: string): Item {
  const traceId = hexOf(String(index), 32);
  return {
    timePk: timePartition('p', dayOf(start), shardOf(traceId)),
    timeSk: timeSortKey(start, traceId),
    traceId,
    status,
  };
}

const byStatus = (value: string): Filter => ({ kind: 'exact', field: 'status', value });

async function listAll(documents: DynamoDBDocumentClient, limit: number, status?: 'ok' | 'error', to = 4 * 86_400_000) {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await listTraces(
      { projectId: 'p', from: 0, to, limit, filter: status && byStatus(status), cursor },
      { documents, tableName: 't', blobs: memoryBlobs() },
    );
    pages.push(page.items.map((trace) => trace.traceId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

describe('the pages of a list', () => {
  test('together are every matching trace, newest first, once, however little a query brings', async () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 * 86_400_000 - 1 }), fc.constantFrom('ok', 'error')), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 20 }),
        fc.option(fc.constantFrom('ok', 'error')),
        async (all, limit, status) => {
          const items = all.map(([start, each], index) => itemOf(start, index, each));
          const expected = items
            .filter((item) => status === null || item.status === status)
            .sort((a, b) => (a.timeSk > b.timeSk ? -1 : 1))
            .map((item) => item.traceId);

          const pages = await listAll(fakeIndex(items).documents, limit, status ?? undefined);

          expect(pages.flat()).toEqual(expected);
          expect(pages.every((page) => page.length <= limit)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('cost a bounded number of queries each, however rare a match is', async () => {
    const items = Array.from({ length: 3000 }, (_, index) =>
      itemOf(index * 1000, index, index % 900 === 0 ? 'error' : 'ok'),
    );
    const index = fakeIndex(items);

    const first = await listTraces(
      { projectId: 'p', from: 0, to: 86_400_000, limit: 50, filter: byStatus('error') },
      { documents: index.documents, tableName: 't', blobs: memoryBlobs() },
    );
    expect(index.queries()).toBeLessThan(500);
    expect(first.nextCursor).not.toBeNull();

    const pages = await listAll(index.documents, 50, 'error', 86_400_000);
    expect(pages.flat()).toEqual([2700, 1800, 900, 0].map((position) => items[position]?.traceId));
  });
});
