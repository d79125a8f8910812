import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketAt, linearScale, lineShape, logScale, snapRange, spreadLabels, stackBars } from './geometry.ts';
import { plotOf, topOf } from './plot.ts';
import { bucketText, timeTicks } from './time-ticks.ts';

const minute = 60_000;
const identity = linearScale([0, 100], [0, 100]);

describe('a line', () => {
  const shape = (values: readonly (number | null)[]) =>
    lineShape(
      values.map((value, index) => ({ at: index * 10, value })),
      { x: identity, y: identity, stepMs: 10 },
    );

  test('breaks where nothing was measured, and shows what stands alone', () => {
    expect(shape([1, 2, null, 4, null, 6, 7])).toEqual({ path: 'M5 1L15 2M55 6L65 7', dots: [{ x: 35, y: 4 }] });
    expect(
      lineShape(
        [
          { at: 0, value: 1 },
          { at: 30, value: 2 },
        ],
        { x: identity, y: identity, stepMs: 10 },
      ).path,
    ).toBe('');
    expect(shape([])).toEqual({ path: '', dots: [] });
  });
});

test('bars lie on each other, and their top is the sum', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      (rows) => {
        const series = rows.map((values, id) => ({
          id: String(id),
          points: values.map((value, at) => ({ at, value })),
        }));
        const bars = stackBars(series);
        for (const at of [0, 1, 2]) {
          const sum = rows.reduce((total, row) => total + (row[at] ?? 0), 0);
          expect(Math.max(0, ...bars.filter((bar) => bar.at === at).map(({ to }) => to))).toBe(sum);
        }
        expect(topOf(series, 'bars')).toBeGreaterThanOrEqual(topOf(series, 'line'));
      },
    ),
  );
});

test('labels are moved apart and stay in the picture', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 150, noNaN: true }), { maxLength: 7 }), (places) => {
      const moved = spreadLabels(places, 13, [10, 150]);
      const sorted = moved.toSorted((a, b) => a - b);
      for (const [index, place] of sorted.entries()) {
        expect(place).toBeGreaterThanOrEqual(10 - 1e-9);
        expect(place).toBeLessThanOrEqual(150 + 1e-9);
        if (index > 0) expect(place - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(13 - 1e-9);
      }
    }),
  );
  expect(spreadLabels([50, 52], 13, [0, 100])).toEqual([50, 63]);
});

test('of labels at one place the later stands higher, as a p99 does above a p95', () => {
  expect(spreadLabels([90, 50, 50], 13, [0, 100])).toEqual([90, 63, 50]);
});

test('a selection is of whole buckets inside of the range', () => {
  const range = { from: 0, to: 95, stepMs: 10 };
  expect(snapRange(12, 38, range)).toEqual({ from: 10, to: 40 });
  expect(snapRange(38, 12, range)).toEqual({ from: 10, to: 40 });
  expect(snapRange(20, 20, range)).toEqual({ from: 20, to: 30 });
  expect(snapRange(-50, 500, range)).toEqual({ from: 0, to: 95 });
});

test('a bucket is found where there is one', () => {
  expect(bucketAt([0, 10, 40], 10, 19)).toBe(10);
  expect(bucketAt([0, 10, 40], 10, 25)).toBeNull();
  expect(bucketAt([10], 10, 5)).toBeNull();
});

test('a logarithmic axis grows by factors', () => {
  expect(logScale([1, 100], [0, 10])(10)).toBeCloseTo(5);
});

describe('marks in time', () => {
  const at = (hours: number, minutes = 0) => new Date(2026, 2, 10, hours, minutes).getTime();

  test('are at round times of the own zone', () => {
    expect(timeTicks(at(9, 7), at(10, 7), 7).map(({ label }) => label)).toEqual([
      '09:10',
      '09:20',
      '09:30',
      '09:40',
      '09:50',
      '10:00',
    ]);
    expect(timeTicks(at(20), at(28), 5).map(({ label }) => label)).toEqual(['21:00', '11 Mar', '03:00']);
    expect(
      timeTicks(at(0), at(24 * 30), 6)
        .map(({ label }) => label)
        .slice(0, 2),
    ).toEqual(['10 Mar', '17 Mar']);
  });

  test('are never more than fit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: minute, max: 400 * 24 * 60 * minute }),
        fc.integer({ min: 2, max: 15 }),
        (span, most) => {
          const ticks = timeTicks(at(3, 17), at(3, 17) + span, most);
          expect(ticks.length).toBeLessThanOrEqual(most + 1);
          expect(ticks.every((tick) => tick.at >= at(3, 17) && tick.at <= at(3, 17) + span)).toBe(true);
        },
      ),
    );
  });

  test('name a bucket by its time, or by its day', () => {
    expect(bucketText(at(9, 30), minute)).toBe('10 Mar, 09:30');
    expect(bucketText(at(0), 24 * 60 * minute)).toBe('10 Mar');
  });
});

test('a plot leaves room for labels, and is never inside out', () => {
  expect(plotOf(600, { hasLabels: true }).right).toBeLessThan(plotOf(600, { hasLabels: false }).right);
  expect(plotOf(20, { hasLabels: true }).right).toBeGreaterThan(plotOf(20, { hasLabels: true }).left);
  expect(topOf([], 'line')).toBe(1);
});
