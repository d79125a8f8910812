import { describe, expect, test } from 'vitest';
import { compareCounts } from './compare-counts.ts';

const hour = Date.UTC(2026, 2, 10, 12);
const early = hour + 75 * 60_000;
const late = hour + 100 * 60_000;
const counts = { accepted: 100, stored: 80, repeated: 15, dropped: 5, queryable: 80 };

describe('an hour', () => {
  test('is balanced when everything accepted is accounted for, however early', () => {
    expect(compareCounts(counts, hour, early)).toEqual({ ...counts, missing: 0, surplus: 0, verdict: 'balanced' });
  });

  test.each([
    [{ accepted: 103 }, { missing: 3, surplus: 0, verdict: 'missing' }],
    [{ queryable: 78 }, { missing: 2, surplus: 0, verdict: 'missing' }],
    [
      { accepted: 103, queryable: 78 },
      { missing: 5, surplus: 0, verdict: 'missing' },
    ],
    [{ accepted: 96 }, { missing: 0, surplus: 4, verdict: 'surplus' }],
    [{ queryable: 81 }, { missing: 0, surplus: 1, verdict: 'surplus' }],
    // Of a message whose other half is in a dead-letter queue, what is stored is not counted yet.
    [
      { accepted: 110, queryable: 84 },
      { missing: 10, surplus: 4, verdict: 'missing' },
    ],
  ])('with %j is told apart', (change, found) => {
    expect(compareCounts({ ...counts, ...change }, hour, late)).toMatchObject(found);
    expect(compareCounts({ ...counts, ...change }, hour, early)).toMatchObject({ ...found, verdict: 'settling' });
  });
});
