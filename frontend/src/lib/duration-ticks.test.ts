import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationLogTicks, durationTicks, durationTickText } from './duration-ticks.ts';

const textsOf = (ticks: readonly number[]) => ticks.map(durationTickText);

describe('marks of durations', () => {
  it.each([
    [3_100, ['1 s', '2 s', '3 s']],
    [800, ['200 ms', '400 ms', '600 ms', '800 ms']],
    [230_000, ['1 m', '2 m', '3 m']],
    [100_000, ['30 s', '1 m', '1 m 30 s']],
    [7_900_000, ['1 h', '2 h']],
    [3 * 86_400_000, ['1 d', '2 d', '3 d']],
  ])('up to %d ms are %j', (extent, texts) => {
    expect(textsOf(durationTicks(extent, 4))).toEqual(texts);
  });

  it('of a logarithmic scale are powers of ten of seconds, then of minutes', () => {
    expect(textsOf(durationLogTicks(90, 400_000))).toEqual(['100 ms', '1 s', '10 s', '1 m']);
    expect(textsOf(durationLogTicks(900, 70_000))).toEqual(['1 s', '2 s', '5 s', '10 s', '20 s', '50 s', '1 m']);
  });

  it('are rising, within the extent, and no more than asked for', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e10, noNaN: true }), fc.integer({ min: 1, max: 8 }), (extent, most) => {
        const ticks = durationTicks(extent, most);
        expect(ticks.length).toBeLessThanOrEqual(most);
        expect(ticks.every((tick, index) => tick > (ticks[index - 1] ?? 0) && tick <= extent * 1.000001)).toBe(true);
      }),
    );
  });
});
