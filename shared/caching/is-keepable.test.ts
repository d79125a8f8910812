import { expect, test } from 'vitest';
import { isKeepable } from './is-keepable.ts';

const answer = (...reasons: unknown[]) => ({ choices: reasons.map((finish_reason) => ({ finish_reason })) });

test.each([[['stop']], [['tool_calls']], [['stop', 'tool_calls']]])(
  'an answer that ended with %s is kept',
  (reasons) => {
    expect(isKeepable(answer(...reasons))).toBe(true);
  },
);

test.each([[['length']], [['content_filter']], [['stop', 'length']], [[null]], [[undefined]], [[]]])(
  'one that ended with %s is not',
  (reasons) => {
    expect(isKeepable(answer(...reasons))).toBe(false);
  },
);

test('something that is no answer is not', () => {
  expect(isKeepable({})).toBe(false);
  expect(isKeepable({ choices: 'none' })).toBe(false);
});
