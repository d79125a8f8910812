import { expect, test } from 'vitest';
import { spanIdSchema, traceIdSchema } from './common.ts';

test('ids are taken in either case, as senders of spans write them, and become what is stored', () => {
  expect(traceIdSchema.parse('0AF7651916CD43DD8448EB211C80319C')).toBe('0af7651916cd43dd8448eb211c80319c');
  expect(spanIdSchema.parse('B7AD6B7169203331')).toBe('b7ad6b7169203331');
});

test('what is no id says what would be one', () => {
  const { error } = traceIdSchema.safeParse('0af7');
  expect(error?.issues[0]?.message).toBe('a trace id is 32 hexadecimal digits');
});
