import { describe, expect, test } from 'vitest';
import { hoursOf, hoursPerBar, ingestionBars, onTheirWay } from './ingestion-bars.ts';
import { ingestionRanges } from './ingestion-search.ts';

const now = Date.UTC(2026, 2, 10, 14, 20);
const hourAt = (hour: string, missing = 0, verdict: 'balanced' | 'settling' | 'missing' = 'balanced') => ({
  ...{ hour: `2026-03-${hour}:00:00.000Z`, accepted: 10, stored: 7, repeated: 2, dropped: 1, missing, verdict },
});

describe('bars', () => {
  test.each(ingestionRanges)('of %s are without gaps, and end with now', (range) => {
    const bars = ingestionBars([], range, now);
    const size = hoursPerBar[range] * 3_600_000;

    expect(bars).toHaveLength(hoursOf[range] / hoursPerBar[range]);
    expect(bars.every((bar, index) => index === 0 || bar.start - (bars[index - 1]?.start ?? 0) === size)).toBe(true);
    expect(bars.at(-1)?.start).toBeLessThanOrEqual(now);
    expect((bars.at(-1)?.start ?? 0) + size).toBeGreaterThan(now);
  });

  test('add up the hours that they hold, and leave out what is older', () => {
    const hours = [hourAt('10T14', 3, 'settling'), hourAt('10T13', 2, 'missing'), hourAt('09T20'), hourAt('01T00')];

    expect(ingestionBars(hours, '48h', now).at(-1)).toMatchObject({ accounted: 10, open: 3, missing: 0 });
    expect(ingestionBars(hours, '7d', now).at(-1)).toMatchObject({ accounted: 20, open: 5, missing: 2 });
    const sum = ingestionBars(hours, '48h', now).reduce((total, { accounted }) => total + accounted, 0);
    expect(sum).toBe(30);
  });
});

test('only what is open in settling hours is on its way', () => {
  const hours = [hourAt('10T14', 3, 'settling'), hourAt('10T13', 4, 'settling'), hourAt('10T12', 2, 'missing')];

  expect(onTheirWay(hours)).toBe(7);
  expect(onTheirWay([hourAt('10T12', 2, 'missing'), hourAt('10T11')])).toBe(0);
});
