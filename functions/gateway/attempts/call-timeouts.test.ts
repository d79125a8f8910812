import { expect, test } from 'vitest';
import { type CallTimeouts, defaultCallTimeouts, mayAskAgain, mayAskAnother } from './call-timeouts.ts';

const timeouts: CallTimeouts = { ...defaultCallTimeouts, silentMs: 10_000, totalMs: 50_000 };
const after = (elapsedMs: number, isStreamed: boolean) => ({ timeouts, isStreamed, elapsed: () => elapsedMs });

test.each([
  { isStreamed: false, at: 9_000, may: true },
  { isStreamed: false, at: 9_001, may: false },
  { isStreamed: true, at: 9_001, may: true },
  { isStreamed: true, at: 49_001, may: false },
])('another target after $at ms, streamed $isStreamed: $may', ({ isStreamed, at, may }) => {
  expect(mayAskAnother(after(at, isStreamed))).toBe(may);
});

test.each([true, false])(
  'nobody is asked again who was waited for too long, the pause included (streamed: %s)',
  (is) => {
    expect(mayAskAgain(after(8_000, is), 1_000)).toBe(true);
    expect(mayAskAgain(after(8_000, is), 1_001)).toBe(false);
  },
);

test('a call with one silent provider ends before Node’s clients give up', () => {
  expect(Math.max(defaultCallTimeouts.silentMs, defaultCallTimeouts.firstByteMs)).toBeLessThan(300_000);
  expect(mayAskAgain({ ...after(defaultCallTimeouts.firstByteMs, true), timeouts: defaultCallTimeouts }, 0)).toBe(
    false,
  );
});
