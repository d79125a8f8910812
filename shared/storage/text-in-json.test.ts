import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pattern } from '../trace-filter/filter.ts';
import { containsInOrder, lowerCased } from '../trace-filter/matches-pattern.ts';
import { textsOf } from './span-texts.ts';
import { mayHoldAny, piecesInJson } from './text-in-json.ts';

/** What case, escapes and UTF-16 make difficult, beside what is easy. */
const oddities = [
  ...['a', 'B', 'n', 'u', 'ref', 'ORDER', ' ', '1', '.5', '-0', 'e+21', '*', ':', "'", ',', '{', ']', '/'],
  ...['"', '\\', '\n', '\t', '\b', '\u0000', '\u001f', '\u007f', '\u2028', '\\u0041', '\\n'],
  ...['İ', 'ı', 'I', 'i', '\u0307', 'K', 'K', 'Å', 'Å', 'ß', 'ẞ', 'ſ', 'S', 'DŽ', 'dž', 'ﬁ', 'é', 'É'],
  ...['Σ', 'σ', 'ς', 'ΟΔΟΣ', 'Ω', 'Ω', '\u00ad', '\u0301', '退款', 'ド', '\uff21', '\uff41'],
  ...['😀', '\ud83d', '\ude00', '𐐀', '𐐨', '\ud801', '\udc00', '\ufeff'],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...oddities), fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 12 })
  .map((parts) => parts.join(''));
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    ...[text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constant(null)],
    ...[fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(text, tie('value'), { maxKeys: 4 })],
  ),
})).value;

/** Parts of a text, cut anywhere, also within what is one letter to a reader, and written in another case. */
const cutOf = (from: string) =>
  fc
    .tuple(fc.array(fc.nat(from.length), { minLength: 2, maxLength: 4 }), fc.constantFrom('as is', 'upper', 'lower'))
    .map(([cuts, how]): Pattern => {
      const places = cuts.toSorted((a, b) => a - b);
      const parts = places.slice(1).map((end, index) => from.slice(places[index], end));
      const written =
        how === 'as is' ? parts : parts.map((each) => (how === 'upper' ? each.toUpperCase() : each.toLowerCase()));
      return lowerCased(written as unknown as Pattern);
    });

const holds = (json: unknown, pattern: Pattern) =>
  [...textsOf(json)].some((each) => containsInOrder(each.toLowerCase(), pattern));

test('a text that stands somewhere is never ruled out by its JSON', () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 3 }).chain((values) => {
        const stored: unknown = JSON.parse(JSON.stringify(values));
        const texts = [...textsOf(stored)].flatMap((each) => [each, each.toLowerCase()]);
        const sought = fc.constantFrom('', ...texts).chain(cutOf);
        return fc.tuple(
          fc.constant(stored),
          fc.oneof({ weight: 4, arbitrary: sought }, { weight: 1, arbitrary: text.chain(cutOf) }),
        );
      }),
      ([stored, pattern]) => {
        if (!holds(stored, pattern)) return;
        found += 1;
        const json = Buffer.from(JSON.stringify({ spans: stored }), 'utf8').toString('utf8');
        expect(mayHoldAny(json, [piecesInJson(pattern)]), JSON.stringify({ stored, pattern })).toBe(true);
      },
    ),
    { numRuns: 5000 },
  );
  expect(found).toBeGreaterThan(1000);
});

test('a text that is nowhere is ruled out, unless nothing of it is the same in JSON', () => {
  const json = JSON.stringify({ text: 'Where is my "Refund"?\nΟΔΟΣ' });
  const isRuledOut = (...pattern: Pattern) => !mayHoldAny(json, [piecesInJson(lowerCased(pattern))]);
  expect(isRuledOut('giraffe')).toBe(true);
  expect(isRuledOut('refund', 'where')).toBe(true);
  expect(isRuledOut('my "giraffe"')).toBe(true);
  expect(isRuledOut('where', 'REFUND')).toBe(false);
  expect(isRuledOut('my "refund"?\n')).toBe(false);
  expect(isRuledOut('"\n"')).toBe(false);
  expect(isRuledOut('σ')).toBe(false);
});

test('a large sigma after an escaped letter is small as in the text', () => {
  const pattern = lowerCased(['\nΣ']);
  expect(holds(['\nΣ'], pattern)).toBe(true);
  // In JSON it stands behind the `n` of the escape, and ends a word.
  expect(JSON.stringify('\nΣ').toLowerCase()).toContain('ς');
  expect(mayHoldAny(JSON.stringify(['\nΣ']), [piecesInJson(pattern)])).toBe(true);
});
