import { describe, expect, test } from 'vitest';
import { type Logger, silentLogger } from '../../../shared/observability/logger.ts';
import type { CountedHour, HourCounts } from '../../../shared/storage/ingestion-counts.ts';
import type { IngestionResult } from '../../../shared/storage/ingestion-counts-results.ts';
import { reconcile } from './reconcile.ts';

const now = Date.UTC(2026, 2, 10, 14, 0, 0);
const hoursAgo = (hours: number) => now - hours * 3_600_000;
const none: HourCounts = { accepted: 0, stored: 0, repeated: 0, dropped: 0, queryable: 0 };
const whole: HourCounts = { ...none, accepted: 10, stored: 10, queryable: 10 };

interface World {
  hours: CountedHour[];
  counts?: Record<string, HourCounts>;
  samples?: string[];
  unreadable?: string[];
  clock?: () => number;
  deadline?: number;
}

async function run({ hours, counts = {}, samples = [], unreadable = [], clock = () => now, deadline }: World) {
  const written: IngestionResult[] = [];
  const asked: [number, number][] = [];
  const errors: unknown[] = [];
  const logger: Logger = { ...silentLogger, error: (event) => errors.push(event) };
  const report = await reconcile(
    {
      counts: {
        read: async (projectId) => ({ counts: counts[projectId] ?? whole, sampleTraceIds: samples }),
        async *hours(from, to) {
          asked.push([from, to]);
          yield* hours;
        },
      },
      results: { write: async (result) => void written.push(result) },
      readsBack: async (_, traceId) => !unreadable.includes(traceId),
      clock,
      logger,
    },
    deadline,
  );
  return { report, written, asked, errors };
}

describe('a run', () => {
  test('asks for the hours of two days, up to the one that ended ten minutes ago', async () => {
    expect((await run({ hours: [] })).asked).toEqual([[hoursAgo(48), hoursAgo(2)]]);
  });

  test('writes what each hour is, and adds up what is missing', async () => {
    const { report, written, errors } = await run({
      hours: [
        { projectId: 'short', hour: hoursAgo(4) },
        { projectId: 'whole', hour: hoursAgo(4) },
        { projectId: 'extra', hour: hoursAgo(5) },
      ],
      counts: { short: { ...whole, accepted: 13 }, extra: { ...whole, queryable: 12 } },
    });

    expect(report).toMatchObject({ comparedCount: 3, missingSpans: 3, surplusSpans: 2, unreadableTraces: 0 });
    expect(written.map(({ projectId, verdict }) => [projectId, verdict])).toEqual([
      ['short', 'missing'],
      ['whole', 'balanced'],
      ['extra', 'surplus'],
    ]);
    expect(errors).toEqual(['ingestion.spans.missing']);
  });

  test('leaves what was in order alone for an hour, and looks at the rest again', async () => {
    const { written, report } = await run({
      hours: [
        { projectId: 'fresh', hour: hoursAgo(4), verdict: 'balanced', checkedAt: hoursAgo(0.5) },
        { projectId: 'old', hour: hoursAgo(4), verdict: 'balanced', checkedAt: hoursAgo(1) },
        { projectId: 'bad', hour: hoursAgo(4), verdict: 'missing', missing: 3, checkedAt: hoursAgo(0.1) },
      ],
      counts: { bad: { ...whole, accepted: 12 } },
    });

    expect(written.map(({ projectId }) => projectId)).toEqual(['old', 'bad']);
    expect(report.missingSpans).toBe(2);
  });

  test('tells of traces that do not come back whole', async () => {
    const { report, written } = await run({
      hours: [{ projectId: 'p', hour: hoursAgo(4) }],
      samples: ['good', 'bad'],
      unreadable: ['bad'],
    });

    expect(report.unreadableTraces).toBe(1);
    expect(written[0]).toMatchObject({ verdict: 'balanced', unreadableTraceIds: ['bad'] });
  });

  test('that runs out of time keeps telling what is known to be missing', async () => {
    const { report, written } = await run({
      hours: [
        { projectId: 'p', hour: hoursAgo(4), verdict: 'missing', missing: 7, checkedAt: hoursAgo(0.1) },
        { projectId: 'q', hour: hoursAgo(4) },
      ],
      deadline: now,
    });

    expect(written).toEqual([]);
    expect(report).toMatchObject({ comparedCount: 0, waitingCount: 2, missingSpans: 7 });
  });
});
