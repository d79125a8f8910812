import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeSketches, sketchOf } from '../../../shared/statistics/ddsketch.ts';
import { createRandom, logNormal } from '../../../shared/statistics/testing/seeded-random.ts';
import { RollupRangeError } from '../../../shared/storage/rollup-repository.ts';
import { buildHeatmap } from './build-heatmap.ts';
import { compareSums } from './compare-sums.ts';
import { planRange } from './plan-range.ts';
import { readRollups } from './read-rollups.ts';
import { addTo, emptySum } from './rollup-sum.ts';
import { simulatedPart } from './simulated-part.ts';
import { createZonedDay } from './zoned-day.ts';

const hour = 3_600_000;
const at = (text: string) => Date.parse(text);

describe('days of a time zone', () => {
  test.each([
    ['Europe/Berlin', '2026-03-10T23:00:00Z', '2026-03-10T23:00:00Z'],
    ['Europe/Berlin', '2026-03-10T22:00:00Z', '2026-03-09T23:00:00Z'],
    // The clocks go forward: this day has 23 hours.
    ['Europe/Berlin', '2026-03-29T21:00:00Z', '2026-03-28T23:00:00Z'],
    ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-29T22:00:00Z'],
    ['America/New_York', '2026-11-01T05:00:00Z', '2026-11-01T04:00:00Z'],
    // Midnight is at 18:30: the first whole hour of the day begins half an hour later.
    ['Asia/Kolkata', '2026-03-10T19:00:00Z', '2026-03-10T19:00:00Z'],
    ['Asia/Kolkata', '2026-03-10T18:00:00Z', '2026-03-09T19:00:00Z'],
    ['UTC', '2026-03-10T18:00:00Z', '2026-03-10T00:00:00Z'],
  ])('in %s the hour %s is of the day that begins at %s', (zone, time, start) => {
    expect(new Date(createZonedDay(zone)(at(time))).toISOString()).toBe(new Date(start).toISOString());
  });
});

describe('a range', () => {
  const plan = (rangeMs: number, dimension: 'all' | 'release' | 'model' = 'all', timeZone = 'UTC') =>
    planRange({
      from: at('2026-03-10T12:07:00Z') - rangeMs,
      to: at('2026-03-10T12:07:00Z'),
      step: 'auto',
      timeZone,
      dimension,
    });

  test.each([
    [hour, 'minute', 'minute'],
    [24 * hour, '10-minutes', 'minute'],
    [7 * 24 * hour, 'hour', 'hour'],
    [90 * 24 * hour, 'day', 'day'],
  ])('of %i ms is shown by %s', (rangeMs, step, granularity) => {
    expect(plan(rangeMs)[0]).toMatchObject({ step, granularity });
  });

  test('is read in hours where nothing finer or coarser is kept', () => {
    expect(plan(hour, 'release')[0]).toMatchObject({
      step: 'hour',
      granularity: 'hour',
      from: at('2026-03-10T11:00:00Z'),
    });
    expect(plan(90 * 24 * hour, 'release')[0]).toMatchObject({ step: 'day', granularity: 'hour' });
    expect(plan(90 * 24 * hour, 'all', 'Europe/Berlin')[0]).toMatchObject({ step: 'day', granularity: 'hour' });
  });

  test('of which there is too much is read more coarsely, and refused if it cannot be', async () => {
    const read = async ({ granularity }: { granularity: string }) => {
      if (granularity === 'minute') throw new RollupRangeError('too much');
      return [];
    };
    const where = { projectId: 'p', dimension: 'model' } as const;
    expect((await readRollups({ read }, plan(24 * hour, 'model'), where)).plan.step).toBe('hour');
    const minutes = plan(hour, 'model').slice(0, 1);
    await expect(readRollups({ read }, minutes, where)).rejects.toThrow(
      'more than 20000 rollups; take a shorter range',
    );
  });
});

test.each([
  [{ callCount: 4 }, 'none'],
  [{ callCount: 4, simulatedCallCount: 3 }, 'some'],
  [{ callCount: 4, simulatedCallCount: 4 }, 'all'],
  [{ callCount: 4, simulatedTraceCount: 4 }, 'none'],
])('of %j is simulated: %s', (measures, expected) => {
  expect(simulatedPart({ ...emptySum(), measures }, 'call')).toBe(expected);
});

test('a heat map counts everything once, in the row that holds it', () => {
  const durations = fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { maxLength: 60 });
  fc.assert(
    fc.property(fc.array(durations, { maxLength: 5 }), (all) => {
      const map = buildHeatmap(all.map((values, index) => ({ start: index * hour, sketch: sketchOf(values) })));

      expect(map.count).toBe(all.flat().length);
      expect(map.columns).toHaveLength(all.filter((values) => values.length > 0).length);
      for (const [index, { toMs }] of map.rows.entries()) {
        const next = map.rows[index + 1];
        if (next) expect(next.fromMs).toBeCloseTo(toMs, 8 - Math.ceil(Math.log10(toMs + 1)));
      }
      for (const value of all.flat()) {
        expect(map.rows.some(({ fromMs, toMs }) => value >= fromMs * 0.999999 && value <= toMs * 1.000001)).toBe(true);
      }
    }),
  );
});

describe('a comparison of releases', () => {
  const calls = (options: { count: number; slower?: number; errors: number; costs?: number; seed: number }) => {
    const random = createRandom(options.seed);
    const sum = emptySum();
    const durations = Array.from({ length: options.count }, () => 300 * (options.slower ?? 1) * logNormal(random, 0.5));
    const costs = Array.from({ length: options.count }, () =>
      Math.round(1e6 * (options.costs ?? 1) * logNormal(random, 0.3)),
    );
    const sketches = { call: sketchOf(durations), firstToken: new Map(), cost: sketchOf(costs), trace: new Map() };
    const costNanoUsd = costs.reduce((total, cost) => total + cost, 0);
    addTo(sum, { measures: { callCount: options.count, callErrorCount: options.errors, costNanoUsd }, sketches });
    return sum;
  };
  const verdicts = (a: ReturnType<typeof calls>, b: ReturnType<typeof calls>) =>
    Object.fromEntries(compareSums('model', { a, b }).map(({ measure, verdict }) => [measure, verdict]));

  test('says what got worse, what got better, and what nothing can be said of', () => {
    const before = calls({ count: 500, errors: 5, seed: 1 });
    expect(verdicts(before, calls({ count: 500, slower: 1.5, errors: 40, costs: 0.7, seed: 2 }))).toEqual({
      ...{ latencyP50: 'regressed', latencyP95: 'regressed', errorRate: 'regressed', costPerCall: 'improved' },
    });
    expect(verdicts(before, calls({ count: 500, errors: 6, seed: 3 }))).toEqual({
      ...{ latencyP50: 'no evidence', latencyP95: 'no evidence', errorRate: 'no evidence', costPerCall: 'no evidence' },
    });
    expect(new Set(Object.values(verdicts(before, calls({ count: 29, errors: 29, seed: 4 }))))).toEqual(
      new Set(['too few']),
    );
    // Of 60 calls the median can be bounded, the 95th percentile not.
    expect(verdicts(before, calls({ count: 60, slower: 3, errors: 0, seed: 5 }))).toMatchObject({
      ...{ latencyP50: 'regressed', latencyP95: 'too few' },
    });
  });

  test('is of whole sketches, however they were cut into hours', () => {
    const values = Array.from({ length: 90 }, (_, index) => 10 + index);
    expect(mergeSketches([sketchOf(values.slice(0, 40)), sketchOf(values.slice(40))])).toEqual(sketchOf(values));
  });
});
