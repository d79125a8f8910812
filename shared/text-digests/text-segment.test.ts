import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containsInOrder, lowerCased } from '../trace-filter/matches-pattern.ts';
import { GramSet } from './gram-set.ts';
import { maxSegmentTraces, SegmentBuilder } from './segment-builder.ts';
import { gramsOfPattern } from './sought-grams.ts';
import { visitGrams } from './text-grams.ts';
import { partOfGram, type TextSegment, tracesWithGram } from './text-segment.ts';

/** Each trace by its texts. */
function segmentOf(traces: readonly (readonly string[])[]): TextSegment {
  const [builder, grams] = [new SegmentBuilder(), new GramSet()];
  for (const texts of traces) {
    grams.clear();
    for (const text of texts) visitGrams(text.toLowerCase(), grams.add);
    builder.add(grams.values());
  }
  return builder.finish();
}

/** Places of traces that may hold a pattern. */
function find(pattern: readonly string[], segment: TextSegment): number[] {
  const all = Array.from({ length: segment.count }, (_, place) => place);
  return gramsOfPattern(pattern).reduce((left, sought) => {
    const part = segment.parts[partOfGram(sought.gram, segment)] ?? new Uint8Array();
    const found = new Set(tracesWithGram(sought, part, segment).places());
    return left.filter((place) => found.has(place));
  }, all);
}

/** Awkward in case, length and width. */
const units = [
  'a',
  'B',
  'İ',
  'ß',
  'Σ',
  'σ',
  ' ',
  '*',
  '"',
  '1',
  '退',
  '款',
  'カ',
  'が',
  '한',
  '😀',
  '\ud83d',
  '\ude00',
  '\u0000',
  'é',
  'é',
];
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...units), maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('Where is my refund?', 'ΟΔΥΣΣΕΥΣ ΣΟΦΟΣ', 'İstanbul', '退款在哪里', 'order-4711 {"id":"9f3c"}'),
);
const cut = fc.tuple(fc.nat(), fc.nat());

describe('a segment', () => {
  test('never rules out a trace that holds what is asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.array(cut, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (traces, pick, cuts, isUpper) => {
          // Parts of a text that is there, in any order, so that patterns often fit.
          const all = traces.flat();
          const source = all[pick % Math.max(1, all.length)] ?? '';
          const parts = cuts.map(([from, length]) => {
            const start = from % (source.length + 1);
            const part = source.slice(start, start + (length % (source.length + 1)));
            return isUpper ? part.toUpperCase() : part;
          });
          const [first = '', ...rest] = parts;
          const pattern = lowerCased([first, ...rest]);
          const found = find(pattern, segmentOf(traces));
          for (const [place, texts] of traces.entries()) {
            const fits = texts.some((each) => containsInOrder(each.toLowerCase(), pattern));
            if (fits) expect(found).toContain(place);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('never rules out a trace for any three units in a row that it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 4 }), { minLength: 1, maxLength: 8 }), (traces) => {
        const segment = segmentOf(traces);
        for (const [place, texts] of traces.entries()) {
          for (const each of texts.map((text) => text.toLowerCase())) {
            for (let start = 0; start + 3 <= each.length; start++) {
              const pattern = [each.slice(start, start + 3)];
              expect(gramsOfPattern(pattern)).not.toEqual([]);
              expect(find(pattern, segment)).toContain(place);
            }
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  const words = ['order', 'where', 'parcel', 'invoice', 'thanks', 'address', 'number', 'please'];
  const traces = Array.from({ length: 3_000 }, (_, index) => [
    `You are a helpful assistant. ${words[index % 8]} ${words[(index * 5 + (index >> 3)) % 8]} ${index * 7919}`,
    index === 1234 ? 'It needs a Refund, 退款 at once 🙏' : 'It is on its way.',
  ]);
  const segment = segmentOf(traces);

  test.each([['refund'], ['退款'], ['🙏'], ['a ref', 'once'], ['fund'], ['ref'], ['und'], ['a r', 'nce', '退款']])(
    'finds one trace of 3,000 by %s',
    (...pattern) => {
      expect(find(pattern, segment)).toEqual([1234]);
    },
  );

  test.each([['giraffe'], ['款退'], ['lawsuit'], ['chargeback'], ['sql'], ['usd']])('finds none by %s', (word) => {
    expect(find([word], segment)).toEqual([]);
  });

  test.each([['of'], ['款'], ['a', 'b'], ['re', 'fu']])('cannot tell of %s, which is too short', (...pattern) => {
    expect(gramsOfPattern(pattern)).toEqual([]);
  });

  test('is cut into parts that one read takes', () => {
    expect(segment.parts.length).toBeGreaterThan(4);
    expect(segment.parts).toHaveLength(2 ** segment.partBits);
    for (const part of segment.parts) expect(part.length).toBeLessThan(12_000);
  });

  test('finds what ends a text, begins it, or is all of it', () => {
    const short = segmentOf([['gpt'], ['a gpt'], ['gpt-5'], ['gp', 't'], ['gpt退款']]);
    expect(find(['gpt'], short)).toEqual([0, 1, 2, 4]);
    expect(find(['gpt', '退款'], short)).toEqual([4]);
    expect(find(['gpt-'], short)).toEqual([2]);
  });

  test('of traces without text is one small part', () => {
    const empty = segmentOf([[], []]);
    expect(empty).toMatchObject({ count: 2, partBits: 0 });
    expect(find(['refund'], empty)).toEqual([]);
  });

  test('has room for so many traces and grams, and for any one trace', () => {
    const builder = new SegmentBuilder();
    expect(builder.hasRoomFor(1e9)).toBe(true);
    for (let index = 0; index < maxSegmentTraces; index++) {
      expect(builder.hasRoomFor(1)).toBe(true);
      builder.add(new Uint32Array([index + 1]));
    }
    expect(builder.hasRoomFor(1)).toBe(false);
    expect(new SegmentBuilder().hasRoomFor(1)).toBe(true);
  });
});

test('a text whose gram is 0 is found', () => {
  expect(gramsOfPattern(['ŕςśb'])).toEqual([{ gram: 0, isBeginning: false }]);
  expect(find(['ŕςśb'], segmentOf([['Something else.'], ['Here: ŕςśb.']]))).toContain(1);
});
