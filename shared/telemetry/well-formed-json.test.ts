import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toWellFormedJson } from './well-formed-json.ts';

const half = String.fromCharCode(0xd83d);
const otherHalf = String.fromCharCode(0xdca9);

test.each([
  [{ name: `cut ${half}` }, { name: 'cut \ufffd' }],
  [{ [`${otherHalf}key`]: [half, { deep: otherHalf }] }, { '\ufffdkey': ['\ufffd', { deep: '\ufffd' }] }],
  [{ name: `${half}${otherHalf} whole` }, { name: '💩 whole' }],
  [
    { name: '\\ud83d is written out', path: 'C:\\users\\\\' },
    { name: '\\ud83d is written out', path: 'C:\\users\\\\' },
  ],
  [{ name: `\\${half}"\n` }, { name: '\\\ufffd"\n' }],
])('%j', (value, wellFormed) => {
  expect(JSON.parse(toWellFormedJson(JSON.stringify(value)))).toEqual(wellFormed);
});

test('is what the value would be with every text of it well formed', () => {
  const text = fc
    .string({ unit: 'binary' })
    .chain((whole) =>
      fc.tuple(fc.constant(whole), fc.constantFrom('', half, otherHalf, '\\', '\\u')).map((parts) => parts.join('')),
    );
  fc.assert(
    fc.property(fc.dictionary(text, fc.array(text)), (value) => {
      const expected = Object.fromEntries(
        Object.entries(value).map(([name, texts]) => [name.toWellFormed(), texts.map((each) => each.toWellFormed())]),
      );
      fc.pre(Object.keys(expected).length === Object.keys(value).length);
      expect(JSON.parse(toWellFormedJson(JSON.stringify(value)))).toEqual(expected);
    }),
  );
});
