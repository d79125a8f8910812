import { mixBits } from '../trace-digests/term-hash.ts';

/** Units of UTF-16 in a row: with fewer, common letters rule out too little; with more, there are too many different ones. */
const gramLength = 4;
/** From here on are scripts whose words have one or two characters, and the halves of all characters beyond 16 bits. */
const firstWideUnit = 0x2e80;

/**
 * The grams of a text, as 32-bit hashes: each four units in a row, and of wide units each two. Whether a gram is there depends on
 * its own units only, so that a text has all grams of whatever stands in it. The text is in the case that is compared.
 */
export function visitGrams(text: string, visit: (gram: number) => void): void {
  let [first, second] = [0, 0];
  let third = text.charCodeAt(0);
  // How many of the pairs in the four units are wide.
  let widePairs = 0;
  for (let index = 1; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    widePairs = (widePairs << 1) & 0b111;
    if (third >= firstWideUnit && unit >= firstWideUnit) {
      widePairs |= 1;
      visit(gramOfPair(third, unit));
    }
    if (index >= gramLength - 1 && widePairs === 0) visit(gramOfFour((first << 16) | second, (third << 16) | unit));
    first = second;
    second = third;
    third = unit;
  }
}

/** The grams of what a pattern asks for: every text that it fits has all of them. None if its parts are too short. */
export function gramsOfPattern(pattern: readonly string[]): number[] {
  const grams = new Set<number>();
  for (const part of pattern) visitGrams(part, (gram) => grams.add(gram));
  return [...grams];
}

function gramOfFour(left: number, right: number): number {
  return mixBits((Math.imul(left, 0x9e3779b1) + right) | 0);
}

function gramOfPair(left: number, right: number): number {
  return mixBits(Math.imul((left << 16) | right, 0x85ebca6b) ^ 0x5bd1e995);
}
