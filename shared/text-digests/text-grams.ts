import { mixBits } from '../trace-digests/term-hash.ts';

/** The lowest bits of a gram tell what follows its first units; the others are a hash of these. */
export const followerBits = 5;
/** From here on are scripts whose words have one or two characters, and the halves of all characters beyond 16 bits. */
const firstWideUnit = 0x2e80;
/** Follows the last units of a text. Of the units that look like it none is frequent in Latin script. */
const closing = 30;

/**
 * The grams of a text, as 32-bit hashes: of each three units in a row and the one that follows, and of wide units of each two. Whether a
 * gram is there depends on its own units only, so that a text has all grams of whatever stands in it. What follows the last three is
 * not known: `visitLast` is given a gram that begins like theirs. Both are told where the last unit of a gram is. The text is in the case
 * that is compared.
 */
export function visitGrams(text: string, visit: (gram: number, end: number) => void, visitLast = visit): void {
  let [first, second] = [0, 0];
  let third = text.charCodeAt(0);
  // Whether each of the two pairs in the three units is wide.
  let widePairs = 0;
  for (let index = 1; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const isWide = third >= firstWideUnit && unit >= firstWideUnit;
    if (isWide) visit(gramOfPair(third, unit), index);
    // A pair that is wide is a gram of its own, and so is what comes before it.
    if (index >= 3 && widePairs === 0) visit(gramOfThree(first, second, third, isWide ? closing : unit), index);
    widePairs = ((widePairs << 1) | (isWide ? 1 : 0)) & 0b11;
    first = second;
    second = third;
    third = unit;
  }
  if (text.length >= 3 && widePairs === 0) visitLast(gramOfThree(first, second, third, closing), text.length - 1);
}

export function followerOf(gram: number): number {
  return gram & ((1 << followerBits) - 1);
}

function gramOfThree(first: number, second: number, third: number, follower: number): number {
  const hash = mixBits((Math.imul((first << 16) | second, 0x9e3779b1) + Math.imul(third, 0x5bd1e995)) | 0);
  // Letters side by side in the alphabet differ in their last bits.
  return (hash ^ followerOf(follower)) >>> 0;
}

/** Eight hashes for what may follow a unit: of the thousands of characters of a wide script many do. */
function gramOfPair(left: number, right: number): number {
  const hash = mixBits(Math.imul((left << 3) | (right & 7), 0x85ebca6b) ^ 0x5bd1e995);
  return (hash ^ followerOf(right >>> 3)) >>> 0;
}
