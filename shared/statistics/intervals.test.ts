import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sketchOf } from './ddsketch.ts';
import { meanDifference, meanOf } from './mean-difference.ts';
import { newcombeDifference } from './newcombe-difference.ts';
import { quantileInterval } from './quantile-interval.ts';
import { quantileRanks } from './quantile-ranks.ts';
import { ratioInterval } from './ratio-interval.ts';
import { createRandom, logNormal } from './testing/seeded-random.ts';
import { wilsonInterval } from './wilson-interval.ts';

const rounded = (interval: { low: number; high: number } | null) =>
  interval && [Number(interval.low.toFixed(4)), Number(interval.high.toFixed(4))];

describe('a rate', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i has the published interval', (count, total, low, high) => {
    expect(rounded(wilsonInterval(count, total))).toEqual([low, high]);
  });

  // Newcombe, "Interval estimation for the difference between independent proportions", 1998, table II, method 10.
  test.each([
    [48, 80, 56, 70, 0.0524, 0.3339],
    [3, 10, 9, 10, 0.1705, 0.809],
    [0, 20, 0, 10, -0.1611, 0.2775],
  ])('%i/%i and %i/%i have the published difference', (countA, totalA, countB, totalB, low, high) => {
    const difference = newcombeDifference({ count: countA, total: totalA }, { count: countB, total: totalB });
    expect(rounded(difference)).toEqual([low, high]);
  });

  test('of nothing has none', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(newcombeDifference({ count: 0, total: 0 }, { count: 1, total: 2 })).toBeNull();
  });

  test('is inside of its interval, which gets narrower with more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, part) => {
        const count = Math.round(part * total);
        const [few, many] = [wilsonInterval(count, total), wilsonInterval(count * 10, total * 10)];
        if (few === null || many === null) return expect.unreachable();
        expect(few.low).toBeLessThanOrEqual(count / total);
        expect(few.high).toBeGreaterThanOrEqual(count / total);
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });
});

describe('a quantile', () => {
  // Conover, "Practical Nonparametric Statistics"; the ranks of a median at 95 %.
  test.each([
    [6, 1, 6],
    [10, 2, 9],
    [20, 6, 15],
    [50, 18, 33],
    [100, 40, 61],
  ])('the median of %i values lies between those of rank %i and %i', (count, low, high) => {
    expect(quantileRanks(count, 0.5)).toEqual({ low, high });
  });

  test('has no bound that the sample is too small for', () => {
    expect(quantileRanks(5, 0.5)).toEqual({ low: null, high: null });
    expect(quantileRanks(71, 0.95).high).toBeNull();
    expect(quantileRanks(73, 0.95).high).toBe(73);
    expect(quantileInterval(new Map(), 0.5)).toBeNull();
  });

  test('has ranks around it, of any number of values', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), fc.constantFrom(0.5, 0.9, 0.95, 0.99), (count, q) => {
        const { low, high } = quantileRanks(count, q);
        if (low !== null) expect(low).toBeLessThanOrEqual(Math.ceil(count * q));
        if (high !== null) expect(high).toBeGreaterThanOrEqual(Math.floor(count * q));
        if (count >= 400) expect([low, high]).not.toContain(null);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    [0.5, 60],
    [0.5, 1000],
    [0.95, 200],
    [0.99, 1000],
  ])('%d of %i values is inside of its interval at least 95 times in 100', (q, count) => {
    const random = createRandom(17);
    // Of exp(N(0, 1)) · 400: the quantiles of the normal distribution.
    const truth = 400 * Math.exp({ 0.5: 0, 0.95: 1.6448536, 0.99: 2.3263479 }[q] ?? Number.NaN);
    const runs = 1000;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const estimate = quantileInterval(sketchOf(Array.from({ length: count }, () => 400 * logNormal(random, 1))), q);
      if ((estimate?.low ?? 0) <= truth && truth <= (estimate?.high ?? Number.POSITIVE_INFINITY)) covered++;
    }
    expect(covered / runs).toBeGreaterThanOrEqual(0.945);
  });
});

describe('a comparison', () => {
  const sample = (random: () => number, count: number, factor: number) =>
    sketchOf(Array.from({ length: count }, () => 300 * factor * logNormal(random, 0.6)));

  function ratios(factor: number, q: number, count: number, runs: number) {
    const random = createRandom(5);
    return Array.from({ length: runs }, () => {
      const [a, b] = [
        quantileInterval(sample(random, count, 1), q),
        quantileInterval(sample(random, count, factor), q),
      ];
      return a && b && ratioInterval(a, b);
    });
  }

  test.each([
    [1, 0.5],
    [1, 0.95],
    [1.3, 0.5],
    [1.3, 0.95],
  ])('of a release that is %d times as slow at %d holds the truth at least 95 times in 100', (factor, q) => {
    const found = ratios(factor, q, 300, 500);
    const covered = found.filter((each) => each !== null && each.low <= factor && factor <= each.high).length;
    expect(covered / found.length).toBeGreaterThanOrEqual(0.95);
  });

  test('of releases that are alike is hardly ever evidence, and of one that takes half as long again nearly always', () => {
    const evidence = (factor: number) =>
      ratios(factor, 0.5, 300, 300).filter((each) => (each?.low ?? 0) > 1).length / 300;
    expect(evidence(1)).toBeLessThanOrEqual(0.025);
    expect(evidence(1.5)).toBeGreaterThan(0.95);
  });

  test('never takes the error of the sketches for a difference', () => {
    const close = fc.double({ min: 1, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(close, (value) => {
        // So many values that chance plays no part; all of them the same.
        const [a, b] = [new Map(sketchOf([value])), new Map(sketchOf([value * 1.0001]))].map((sketch) =>
          quantileInterval(new Map([...sketch.keys()].map((index) => [index, 1_000_000])), 0.5),
        );
        const found = a && b && ratioInterval(a, b);
        expect(found?.low).toBeLessThanOrEqual(1.0001);
        expect(found?.high).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('has none of what is too little, or takes no time', () => {
    const few = quantileInterval(sketchOf([1, 2, 3]), 0.5);
    const none = quantileInterval(sketchOf(Array.from({ length: 100 }, () => 0)), 0.5);
    if (few === null || none === null) return expect.unreachable();
    expect(ratioInterval(few, none)).toBeNull();
    expect(ratioInterval(none, none)).toBeNull();
  });
});

describe('a mean', () => {
  test('is exact, and its error that of the values', () => {
    const values = Array.from({ length: 100 }, (_, index) => 1000 + index);
    const mean = meanOf({ sum: values.reduce((sum, value) => sum + value, 0), sketch: sketchOf(values) });

    expect(mean?.mean).toBe(1049.5);
    // 29.01 / 10, within what the buckets allow.
    expect(mean?.standardError).toBeGreaterThan(2.6);
    expect(mean?.standardError).toBeLessThan(3.3);
    expect(meanOf({ sum: 5, sketch: sketchOf([5]) })).toBeNull();
  });

  test('differs by what is inside of the interval at least 94 times in 100', () => {
    const random = createRandom(23);
    const draw = (factor: number) => {
      const values = Array.from({ length: 200 }, () => factor * 1000 * logNormal(random, 0.5));
      return meanOf({ sum: values.reduce((sum, value) => sum + value, 0), sketch: sketchOf(values) });
    };
    const truth = 0.2 * 1000 * Math.exp(0.125);
    const runs = 600;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const [a, b] = [draw(1), draw(1.2)];
      if (a === null || b === null) return expect.unreachable();
      const { low, high } = meanDifference(a, b);
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered / runs).toBeGreaterThanOrEqual(0.935);
  });
});
