import { expect, it } from 'vitest';
import { previousOf, traceIdIn } from './previous-trace.ts';

const at = (minute: number) => ({ startTime: `2026-03-10T12:0${minute}:00.000Z` });

it('finds the trace before', () => {
  const others = [at(1), at(3), at(7)];
  expect(previousOf(at(5), others)).toBe(others[1]);
  expect(previousOf(at(0), others)).toBeNull();
});

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
