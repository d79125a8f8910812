import { expect, it } from 'vitest';
import { longerRange, rangePhrase } from './time-range.ts';

const hours = { from: '2026-11-20T10:00:00.000Z', to: '2026-11-21T11:30:00.000Z' };

it('says a range in a sentence', () => {
  expect(rangePhrase({ last: '15m' })).toBe('in the last 15 minutes');
  expect(rangePhrase({ last: '1h' })).toBe('in the last hour');
  expect(rangePhrase(hours)).toMatch(/^between 20 Nov, \d\d:\d\d and 21 Nov, \d\d:\d\d$/);
});

it('offers the next longer of the usual lengths', () => {
  expect(longerRange({ last: '15m' })).toEqual({ last: '1h' });
  expect(longerRange({ last: '90m' })).toEqual({ last: '6h' });
  expect(longerRange({ last: '24h' })).toEqual({ last: '7d' });
  expect([longerRange({ last: '90d' }), longerRange(hours)]).toEqual([null, null]);
});
