import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFollowed } from './is-followed.ts';

const callId = fc.stringMatching(/^[0-9a-f]{16}$/);

test('what is followed at a smaller fraction is followed at every larger one', () => {
  fc.assert(
    fc.property(callId, fc.nat(10), fc.nat(10), (id, a, b) => {
      const [smaller, larger] = [2 ** -Math.max(a, b), 2 ** -Math.min(a, b)];
      expect(isFollowed(id, larger) || !isFollowed(id, smaller)).toBe(true);
    }),
  );
});

test('the sample is about as large as its fraction says, and all without one', () => {
  const ids = Array.from({ length: 4000 }, (_, index) => index.toString(16).padStart(16, '0'));

  expect(ids.filter((id) => isFollowed(id, 0.25)).length / ids.length).toBeCloseTo(0.25, 1);
  expect(ids.every((id) => isFollowed(id, 1))).toBe(true);
});
