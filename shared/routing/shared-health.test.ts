import { describe, expect, test } from 'vitest';
import { sketchOf } from '../statistics/ddsketch.ts';
import type { RollupBucket, RollupQuery } from '../storage/rollup-repository.ts';
import { createSharedHealth, readSharedHealth } from './shared-health.ts';

const bucket = (
  value: string,
  measures: Record<string, number>,
  firstToken: number[],
  call: number[],
): RollupBucket => ({
  ...{ start: 0, value, measures },
  sketches: { firstToken: sketchOf(firstToken), call: sketchOf(call), cost: new Map(), trace: new Map() },
});
const buckets = [
  bucket('a/b', { callCount: 3, callErrorCount: 2, callFailureCount: 1 }, [100, 100], [900]),
  bucket('a/b', { callCount: 1 }, [100], [900]),
  bucket('a/slow', { callCount: 1, callErrorCount: 1, callRateLimitedCount: 1 }, [], [5_000]),
  bucket('a/none', { spanCount: 1 }, [], []),
];
const at = 1_000_000_000;

test('adds up the last ten minutes, by model', async () => {
  const queries: RollupQuery[] = [];
  const read = async (query: RollupQuery) => {
    queries.push(query);
    return buckets;
  };

  const health = await readSharedHealth({ read }, 'p', at);

  expect(queries).toEqual([{ projectId: 'p', granularity: 'minute', dimension: 'model', from: at - 600_000, to: at }]);
  expect([...health.keys()]).toEqual(['a/b', 'a/slow']);
  expect(health.get('a/b')).toMatchObject({ errorRate: 0.25, calls: 4 });
  expect(health.get('a/b')?.latencyMs).toBeCloseTo(100, -1);
  expect(health.get('a/slow')).toMatchObject({ errorRate: 1, latencyMs: expect.closeTo(5_000, -3) });
});

test('what a circuit may be opened for is of the last two minutes, and the provider’s own fault', async () => {
  const at1 = (start: number, measures: Record<string, number>) => ({ ...bucket('a/b', measures, [], [1]), start });
  const read = async () => [
    at1(at - 180_000, { callCount: 9, callErrorCount: 9, callFailureCount: 9 }),
    at1(at - 60_000, {
      callCount: 10,
      callUnsentCount: 2,
      callErrorCount: 7,
      callFailureCount: 4,
      callRateLimitedCount: 2,
    }),
  ];
  const health = await readSharedHealth({ read }, 'p', at);

  expect(health.get('a/b')).toMatchObject({ calls: 17, recent: { calls: 8, failures: 4 }, errorRate: 15 / 17 });
});

describe('the reader', () => {
  test('reads at most every 15 s for a project, and hands on what it read', async () => {
    let now = at;
    const found: [string, number][] = [];
    const reader = createSharedHealth({
      rollups: { read: async () => buckets },
      clock: () => now,
      onHealth: (project, health) => found.push([project, health.size]),
      onError: () => undefined,
    });

    await Promise.all([reader.freshen('p'), reader.freshen('q')]);
    expect(reader.freshen('p')).toBeNull();
    now += 15_000;
    await reader.freshen('p');
    expect(found).toEqual([
      ['p', 2],
      ['q', 2],
      ['p', 2],
    ]);
  });

  test('forgets when it read for whom when there are too many', async () => {
    const reads: string[] = [];
    const reader = createSharedHealth({
      rollups: {
        read: async ({ projectId }) => {
          reads.push(projectId);
          return [];
        },
      },
      clock: () => at,
      onHealth: () => undefined,
      onError: () => undefined,
    });
    for (let project = 0; project <= 1_000; project++) await reader.freshen(`p${project}`);
    await reader.freshen('p1000');
    await reader.freshen('p0');
    expect(reads).toHaveLength(1_002);
  });

  test('does not ask a table in trouble again at once, and rejects nowhere', async () => {
    const failures: unknown[] = [];
    const reader = createSharedHealth({
      rollups: { read: () => Promise.reject(new Error('down')) },
      clock: () => at,
      onHealth: () => expect.unreachable(),
      onError: (error) => failures.push(error),
    });
    await reader.freshen('p');
    expect(reader.freshen('p')).toBeNull();
    expect(failures).toMatchObject([{ message: 'down' }]);
  });
});
