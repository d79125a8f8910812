import { expect, test } from 'vitest';
import { ValidationError } from '../../../shared/http/errors.ts';
import type { IngestionResult } from '../../../shared/storage/ingestion-counts-results.ts';
import { answerIngestion } from './answer-ingestion.ts';

const now = Date.UTC(2026, 2, 10, 14, 20, 0);
const hourAt = (hours: number) => Date.UTC(2026, 2, 10, hours);
const none = { accepted: 0, stored: 0, repeated: 0, dropped: 0, queryable: 0 };
const missing: IngestionResult = {
  ...{ projectId: 'p', hour: hourAt(9), ...none, accepted: 10, stored: 7, queryable: 7, missing: 3, surplus: 0 },
  ...{ verdict: 'missing', unreadableTraceIds: [], checkedAt: hourAt(11) },
};

async function ask(query: { from?: string; to?: string }) {
  const listed: [number, number][] = [];
  const answer = await answerIngestion(
    { projectId: 'p', query },
    {
      counts: {
        read: async (_, hour) => ({
          counts: hour === hourAt(14) ? { ...none, accepted: 5, stored: 3, queryable: 3 } : none,
          sampleTraceIds: [],
        }),
      },
      results: {
        list: async (_, from, to) => {
          listed.push([from, to]);
          return [missing];
        },
      },
      clock: () => now,
    },
  );
  return { ...answer, listed };
}

test('hours come newest first: the latest as they are counted, the others as they were compared', async () => {
  const { hours, totals, listed } = await ask({});

  expect(hours.map(({ hour, verdict, missing: count }) => [hour, verdict, count])).toEqual([
    ['2026-03-10T14:00:00.000Z', 'settling', 2],
    ['2026-03-10T09:00:00.000Z', 'missing', 3],
  ]);
  // What is still on its way is not missing.
  expect(totals).toEqual({ ...none, accepted: 15, stored: 10, queryable: 10, missing: 3 });
  expect(listed).toEqual([[Date.UTC(2026, 2, 8, 14), hourAt(13)]]);
});

test('a range that ends before the latest hours reads only what was compared', async () => {
  const { hours, listed } = await ask({ from: '2026-03-10T08:30:00Z', to: '2026-03-10T10:00:00Z' });

  expect(hours).toHaveLength(1);
  expect(listed).toEqual([[hourAt(8), hourAt(10)]]);
});

test.each([
  [{ from: '2026-03-10T15:00:00Z' }, /before `to` and before now/],
  [{ from: '2026-01-10T15:00:00Z' }, /at most 31 days/],
])('%j is refused with what would be right', async (query, reason) => {
  const error = await ask(query).catch((failure: unknown) => failure);

  expect(error).toBeInstanceOf(ValidationError);
  expect(JSON.stringify(error)).toMatch(reason);
});
