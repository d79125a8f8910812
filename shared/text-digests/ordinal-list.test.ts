import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BitReader, BitWriter } from './bit-stream.ts';
import { readOrdinals, writeOrdinals } from './ordinal-list.ts';
import { PlaceSet } from './place-set.ts';

const list = fc.integer({ min: 1, max: 4096 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    ordinals: fc
      .uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: 200 })
      .map((each) => each.sort((a, b) => a - b)),
    isInverted: fc.boolean(),
  }),
);

test('lists, short and long, are read back one after the other, or gone past', () => {
  fc.assert(
    fc.property(fc.array(list, { maxLength: 5 }), (lists) => {
      const given = lists.map(({ count, ordinals, isInverted }) => {
        const rest = Array.from({ length: count }, (_, each) => each).filter((each) => !ordinals.includes(each));
        return { count, ordinals: isInverted && rest.length > 0 ? rest : ordinals };
      });
      const writer = new BitWriter();
      for (const { ordinals, count } of given) writeOrdinals(writer, ordinals, count);
      const reader = new BitReader(writer.take(), 0);
      for (const [index, { ordinals, count }] of given.entries()) {
        const found = index % 3 === 2 ? null : new PlaceSet(count);
        readOrdinals(reader, count, found);
        if (found !== null) expect(found.places()).toEqual(ordinals);
      }
    }),
    { numRuns: 300 },
  );
});

test('what all traces have takes a few bytes', () => {
  const writer = new BitWriter();
  writeOrdinals(
    writer,
    Array.from({ length: 4096 }, (_, each) => each),
    4096,
  );
  expect(writer.take().length).toBeLessThan(5);
});
