import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TraceIdTable, traceIdBytes } from './trace-id-table.ts';

const bytesOf = (ids: readonly string[]) => Buffer.from(ids.join(''), 'hex');
/** Many share beginnings and ends, so that they meet in the table. */
const id = fc.oneof(
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  fc.integer({ min: 0, max: 40 }).map((number) => `00000000${number.toString(16).padStart(16, '0')}00000000`),
);

describe('places by trace id', () => {
  test('are those of a map, whatever the ids', () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 100 }), fc.array(id, { maxLength: 100 }), (added, others) => {
        const bytes = bytesOf(added);
        const table = new TraceIdTable(added.length);
        const places = new Map<string, number>();
        for (const [index, each] of added.entries()) {
          if (!places.has(each)) places.set(each, places.size);
          expect(table.add(bytes, index * traceIdBytes)).toBe(places.get(each));
        }
        for (const each of [...added, ...others]) expect(table.find(each)).toBe(places.get(each) ?? -1);
      }),
    );
  });

  test.each(['', 'abc', 'A'.repeat(32), 'g'.repeat(32), '0'.repeat(33), `${'0'.repeat(31)}ß`, `${'0'.repeat(31)} `])(
    'has no place for "%s", which is no id',
    (text) => {
      const table = new TraceIdTable(1);
      table.add(new Uint8Array(traceIdBytes), 0);
      expect(table.find('0'.repeat(32))).toBe(0);
      expect(table.find(text)).toBe(-1);
    },
  );

  test('of an empty one are none', () => {
    expect(new TraceIdTable(0).find('0'.repeat(32))).toBe(-1);
  });
});
