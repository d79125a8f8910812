import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unmarshallItem } from './unmarshall-item.ts';

const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }));
const name = fc.oneof(fc.constantFrom('B', 'S', 'NULL', 'a'), fc.string()).filter((each) => each !== '__proto__');
const bytes = fc.uint8Array({ minLength: 1, maxLength: 8 });
const single = fc.oneof(
  ...[fc.string(), number, fc.boolean(), fc.constant(null), bytes, fc.maxSafeInteger()],
  fc.bigInt({ min: 2n ** 60n, max: 2n ** 100n }),
  fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 3 }).map((of) => new Set(of)),
  fc.uniqueArray(number, { minLength: 1, maxLength: 3 }).map((of) => new Set(of)),
  fc.array(bytes, { minLength: 1, maxLength: 3 }).map((of) => new Set(of)),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    single,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** As DynamoDB sends it. */
function toWire(part: unknown): unknown {
  if (part instanceof Uint8Array) return Buffer.from(part).toString('base64');
  if (Array.isArray(part)) return part.map(toWire);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, toWire(each)]));
}

test('an item is read as the SDK reads it, whatever it holds', () => {
  fc.assert(
    fc.property(fc.dictionary(name, value), (item) => {
      const marshalled = marshall(item, { removeUndefinedValues: true });
      const sent = JSON.parse(JSON.stringify(toWire(marshalled)));

      expect(unmarshallItem(sent)).toEqual(unmarshall(marshalled));
    }),
  );
});

test('what is no attribute is refused', () => {
  expect(() => unmarshallItem({ a: {} })).toThrow('No value defined');
  expect(() => unmarshallItem({ a: { X: 'a' } })).toThrow('Unsupported type passed: X');
});
