import fc from 'fast-check';
import { expect, test } from 'vitest';
import { liveCommitted, liveCommittedIn, readHeldCounter } from './held-counter.ts';

const hold = fc.record({ amount: fc.nat(1000), expiresAt: fc.nat(20) });
const item = fc
  .record({ committed: fc.nat(10_000), spent: fc.nat(10_000), holds: fc.array(hold), lapsed: fc.array(hold) })
  .map(({ committed, spent, holds, lapsed }) => ({
    ...{ committed, spent, subject: 'h', 's:0': spent },
    ...Object.fromEntries(holds.map((each, n) => [`h:${n}`, each])),
    ...Object.fromEntries(lapsed.map((each, n) => [`l:${n}`, each])),
  }));

test('what is committed can be told of an item without reading all of it', () => {
  fc.assert(
    fc.property(fc.option(item, { nil: undefined }), fc.nat(20), (counter, now) => {
      expect(liveCommittedIn(counter, now)).toBe(liveCommitted(readHeldCounter(counter), now));
    }),
  );
});
