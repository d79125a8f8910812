import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayHold } from './bloom-filter.ts';
import { TermDraft } from './term-draft.ts';
import { hashText } from './term-hash.ts';

const termsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => hashText(`${name} ${index}`));

function draftOf(terms: readonly number[]): TermDraft {
  const draft = new TermDraft();
  for (const term of terms) draft.add(term);
  return draft;
}

const sizes = fc.constantFrom(0, 1, 50, 3_999, 4_001, 9_000, 60_000);

describe('a draft of terms', () => {
  test('loses none, however many there are, how they are joined and how few bits are left for each', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.constantFrom(14, 8, 2, 0.5), (first, second, bitsPerTerm) => {
        const [a, b] = [termsOf('a', first), termsOf('b', second)];
        const draft = draftOf(a);
        draft.addAll(draftOf(b));
        const filter = draft.finish(bitsPerTerm);

        expect(filter.bits.byteLength).toBe(draft.bytesAt(bitsPerTerm));
        expect([...a, ...b].every((term) => mayHold(filter, term))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('keeps few terms one by one, and beyond that bits of a fixed number, whatever is added or joined', () => {
    const draft = draftOf(termsOf('a', 4_000));
    expect(draft.bytesAt(8)).toBe(4_000);
    draft.addAll(draftOf(termsOf('b', 100)));
    // Terms one by one would want 100 bytes each.
    expect(draft.bytesAt(800)).toBe(16_384);
    draft.addAll(draftOf(termsOf('c', 100_000)));
    expect(draft.bytesAt(800)).toBe(16_384);
  });

  test.each([
    [400, 14, 0.003],
    [400, 8, 0.035],
    [8_000, 8, 0.05],
    [15_000, 8, 0.05],
  ])('of %i terms, %i bits each, is wrong as rarely as it should be', (count, bitsPerTerm, most) => {
    const filter = draftOf(termsOf('in', count)).finish(bitsPerTerm);
    const wrong = termsOf('out', 20_000).filter((term) => mayHold(filter, term));

    expect(wrong.length / 20_000).toBeLessThan(most);
  });
});
