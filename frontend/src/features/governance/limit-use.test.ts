import { describe, expect, test } from 'vitest';
import type { ListedLimit } from '../../../../shared/contract/governance.ts';
import { absenceOfUse, boundMeasures, boundUse, fullestUse } from './limit-use.ts';

function limitOf(more: Partial<ListedLimit>): ListedLimit {
  return {
    ...{ id: 'l', name: 'Team', scope: { keyId: null, userId: null, model: null }, each: null, isEnabled: true },
    ...{ version: 1, createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z' },
    ...{ requestsPerMinute: null, tokensPerMinute: null, concurrency: null, use: null },
    ...more,
  };
}

describe('of a limit', () => {
  const limit = limitOf({
    ...{ requestsPerMinute: 600, tokensPerMinute: 200_000, concurrency: 20 },
    use: { requests: 270, tokens: 180_000, concurrency: 3 },
  });

  test('what is nearest to its end is shown, in words', () => {
    expect(fullestUse(limit)).toEqual({
      part: 0.9,
      text: '180,000 of 200,000 tokens in the last minute',
      tone: 'caution',
    });
  });

  test('every bound has its use beside it', () => {
    expect(boundUse(limit, 'requests')).toEqual({ bound: 600, used: 270 });
    expect(boundUse(limit, 'concurrency')).toEqual({ bound: 20, used: 3 });
    expect(boundUse(limitOf({ concurrency: 5 }), 'requests')).toBeNull();
    expect(boundMeasures(limitOf({ requestsPerMinute: 60, concurrency: 5 }))).toEqual(['requests', 'concurrency']);
  });

  test.each([
    [0, 'info'],
    [7, 'info'],
    [8, 'caution'],
    [10, 'stop'],
    // It was lowered while calls were under way.
    [12, 'stop'],
  ])('%i calls of 10 at once look like %s', (concurrency, tone) => {
    const use = { requests: null, tokens: null, concurrency };
    expect(fullestUse(limitOf({ concurrency: 10, use }))?.tone).toBe(tone);
  });

  test('that has a count for each key, or is not in force, it says why nothing is shown', () => {
    const each = limitOf({ each: 'key', requestsPerMinute: 60 });
    expect([fullestUse(each), boundUse(each, 'requests')]).toEqual([null, { bound: 60, used: null }]);
    expect(absenceOfUse(each)).toEqual({
      short: 'by key',
      whole: expect.stringMatching(/^Each key has a count of its own/),
    });
    expect(absenceOfUse(limitOf({ isEnabled: false }))).toEqual({ short: '—', whole: 'It is not in force.' });
  });
});
