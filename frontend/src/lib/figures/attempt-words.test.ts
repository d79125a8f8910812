import { expect, test } from 'vitest';
import { attemptWords } from './attempt-words.ts';

test('what callers caused is named apart', () => {
  expect(attemptWords({ asked: 10, failed: 6, byCaller: 0 })).toBe('6 of 10 attempts failed');
  expect(attemptWords({ asked: 10, failed: 6, byCaller: 3 })).toBe(
    '6 of 10 attempts failed, and 3 by their callers’ doing (rejected as wrong, or given up)',
  );
});
