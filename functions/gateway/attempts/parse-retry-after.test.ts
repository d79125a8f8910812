import { expect, test } from 'vitest';
import { parseRetryAfter } from './parse-retry-after.ts';

const now = Date.parse('2026-11-21T07:28:00Z');

test.each([
  [{ 'retry-after': '7' }, 7],
  [{ 'retry-after': '0.2' }, 1],
  [{ 'retry-after': 'Sat, 21 Nov 2026 07:28:30 GMT' }, 30],
  [{ 'retry-after': 'Sat, 21 Nov 2026 07:00:00 GMT' }, 0],
  [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 2],
  [{ 'retry-after': '999999999' }, 86_400],
  [{ 'retry-after': '-1' }, null],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': ' ' }, null],
  [{}, null],
])('%j means %s seconds', (headers, expected) => {
  expect(parseRetryAfter(headers, now)).toBe(expected);
});
