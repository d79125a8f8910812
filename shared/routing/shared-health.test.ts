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
  sketches: { firstToken: sketchOf(firstToken), call: sketchOf(call), root: new Map() },
});
const buckets = [
  bucket('a/b', { callCount: 3, callErrorCount: 1 }, [100, 100], [900]),
  bucket('a/b', { callCount: 1 }, [100], [900]),
  bucket('a/slow', { callCount: 1, callErrorCount: 1 }, [], [5_000]),
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

describe('the reader', () => {
  test('answers with what it knows and reads in the background', async () => {
    let now = at;
    let reads = 0;
    const read = async () => {
      reads += 1;
      return buckets;
    };
    const reader = createSharedHealth({ rollups: { read }, clock: () => now, onError: () => undefined });

    expect(reader.of('p').size).toBe(0);
    await reader.refresh('p');
    expect([reader.of('p').size, reads]).toEqual([2, 1]);
    now += 15_001;
    expect([reader.of('p').size, reads]).toEqual([2, 2]);
  });

  test('goes on with what it knows when reading fails', async () => {
    const failures: unknown[] = [];
    const reader = createSharedHealth({
      rollups: { read: () => Promise.reject(new Error('down')) },
      clock: () => at,
      onError: (error) => failures.push(error),
    });
    expect(reader.of('p').size).toBe(0);
    await expect(reader.refresh('p')).rejects.toThrow('down');
    expect(failures).toHaveLength(1);
  });
});
