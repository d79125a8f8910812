import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetTimeOf, seriesMilliseconds } from './budget-time.ts';

test('a month and a day are those of UTC', () => {
  const at = Date.parse('2028-02-29T23:59:59.999Z');

  expect(budgetTimeOf('month', at)).toEqual({
    name: '2028-02',
    start: Date.parse('2028-02-01T00:00:00Z'),
    end: Date.parse('2028-03-01T00:00:00Z'),
  });
  expect(budgetTimeOf('day', at).name).toBe('2028-02-29');
  expect(budgetTimeOf('day', at + 1).name).toBe('2028-03-01');
  expect(budgetTimeOf('month', Date.parse('2027-12-31T12:00:00Z')).end).toBe(Date.parse('2028-01-01T00:00:00Z'));
});

test('every time is in its period, and the next one begins where it ends', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.constantFrom('day', 'month'), (at, period) => {
      const time = budgetTimeOf(period, at);
      expect(at).toBeGreaterThanOrEqual(time.start);
      expect(at).toBeLessThan(time.end);
      expect(budgetTimeOf(period, time.end).start).toBe(time.end);
      expect((time.end - time.start) % seriesMilliseconds(period)).toBe(0);
    }),
  );
});
