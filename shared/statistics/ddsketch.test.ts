import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketIndex, bucketValue, mergeSketches, quantile, relativeAccuracy, sketchOf } from './ddsketch.ts';

const durations = fc.double({ min: 0.001, max: 1e9, noNaN: true });

describe('a sketch', () => {
  test('holds every quantile within its accuracy', () => {
    fc.assert(
      fc.property(
        fc.array(durations, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, q) => {
          const exact = [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? 0;

          const estimate = quantile(sketchOf(values), q) ?? Number.NaN;

          expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(exact * relativeAccuracy * (1 + 1e-9));
        },
      ),
    );
  });

  test('of parts merged is the sketch of the whole, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.array(durations)), (parts) => {
        const merged = mergeSketches(parts.map(sketchOf));

        expect(merged).toEqual(sketchOf(parts.flat()));
        expect(mergeSketches(parts.map(sketchOf).reverse())).toEqual(merged);
      }),
    );
  });

  test('puts a value into the bucket that stands for it', () => {
    fc.assert(
      fc.property(durations, (value) => {
        expect(bucketIndex(bucketValue(bucketIndex(value)))).toBe(bucketIndex(value));
      }),
    );
  });

  test('counts nothing as nothing', () => {
    expect(quantile(sketchOf([0, 0, 0, 5]), 0.5)).toBe(0);
    expect(quantile(new Map(), 0.5)).toBeNull();
    expect(quantile(new Map([[3, 0]]), 0.5)).toBeNull();
  });

  test('forgets what was taken back', () => {
    const corrected = mergeSketches([sketchOf([10, 1000]), new Map([[bucketIndex(1000), -1]])]);

    expect(quantile(corrected, 1)).toBeCloseTo(10, 0);
  });
});
