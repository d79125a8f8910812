import { expect, test } from 'vitest';
import { attemptCounts } from './attempt-counts.ts';

test('what failed is the provider’s, without what callers caused and what was never sent', () => {
  const calls = { callCount: 12, callErrorCount: 11, callUnsentCount: 2, callerErrorCount: 3 };

  expect(attemptCounts(calls)).toEqual({ asked: 10, failed: 6, byCaller: 3 });
});

test('what is not counted is none', () => {
  const calls = { callCount: null, callErrorCount: null, callUnsentCount: null, callerErrorCount: null };

  expect(attemptCounts(calls)).toEqual({ asked: 0, failed: 0, byCaller: 0 });
});
