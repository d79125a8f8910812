import type { Pattern } from '../trace-filter/filter.ts';
import { containsInOrder } from '../trace-filter/matches-pattern.ts';

/**
 * Where what stands in a text and what stands in its JSON may differ: `JSON.stringify` writes control characters, quotes, backslashes
 * and single surrogates otherwise than they are, and which small sigma `toLowerCase` makes of a large one hangs on the letters
 * beside it, of which JSON may have others.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped.
const unlike = /[\u0000-\u001f"\\\u03c3\u03c2]|\p{Surrogate}/u;

/**
 * What must stand, in this order, in the lower-cased JSON of every text that holds a lower-cased pattern: the longest pieces of it that
 * are the same in both. Whatever else the JSON holds, it never lacks one of them; so a search need not decode one that does.
 */
export function piecesInJson(pattern: Pattern): string[] {
  return pattern.map((part) =>
    part.split(unlike).reduce((longest, piece) => (piece.length > longest.length ? piece : longest)),
  );
}

/** False only if none of the texts and numbers in the JSON holds one of the patterns that these pieces are of. */
export function mayHoldAny(json: string, pieces: readonly (readonly string[])[]): boolean {
  const lowerCased = json.toLowerCase();
  return pieces.some((each) => containsInOrder(lowerCased, each));
}
