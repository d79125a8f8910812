import { expect, it } from 'vitest';
import { traceIdIn } from './trace-id-in.ts';

it.each([
  ['A'.repeat(32), 'a'.repeat(32)],
  [` ${'a'.repeat(32)} `, 'a'.repeat(32)],
  [`https://x.test/traces/${'b'.repeat(32)}?span=1`, 'b'.repeat(32)],
  ['a'.repeat(31), null],
  ['a'.repeat(33), null],
  ['', null],
])('reads a trace id in “%s”', (text, id) => {
  expect(traceIdIn(text)).toBe(id);
});
