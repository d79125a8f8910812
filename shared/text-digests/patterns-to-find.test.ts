import { expect, test } from 'vitest';
import { parseFilter } from '../trace-filter/parse-filter.ts';
import { patternsToFind } from './patterns-to-find.ts';

test.each([
  ['Refund tag:refund', [['refund']]],
  ['"Where is" OR (refund status:error)', [['where is'], ['refund']]],
  ['ref*ORDER order -test -(-parcel)', [['ref', 'order'], ['order'], ['parcel']]],
  ['refund REFUND', [['refund']]],
  ['to 退款 of', [['退款']]],
  ['the lo*st*ray', [['the'], ['lo', 'st', 'ray']]],
  ['tag:rare -refund', []],
])('of %s: %j', (text, patterns) => {
  const parsed = parseFilter(text);
  expect(parsed.isValid && patternsToFind(parsed.filter)).toEqual(patterns);
});
