import { mixBits } from './term-hash.ts';

/** Whether a set holds a term: false is certain, true is wrong once in a thousand times. */
export interface BloomFilter {
  bits: Uint8Array;
  /** How many bits a term sets. */
  hashCount: number;
}

const bitsPerTerm = 14;
const maxHashes = 10;
/** A set with more terms than this holds well is one that says little about any of them. */
export const maxBloomBytes = 4096;

export function createBloomFilter(terms: ReadonlySet<number>): BloomFilter {
  const bytes = Math.min(maxBloomBytes, Math.ceil((terms.size * bitsPerTerm) / 8));
  const bits = new Uint8Array(bytes);
  const best = Math.round((bytes * 8 * Math.LN2) / Math.max(1, terms.size));
  const hashCount = Math.min(maxHashes, Math.max(1, best));
  for (const term of terms) {
    for (let index = 0; index < hashCount; index++) {
      const bit = bitOf(term, index, bytes * 8);
      bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
    }
  }
  return { bits, hashCount };
}

export function mayHold({ bits, hashCount }: BloomFilter, term: number): boolean {
  if (bits.byteLength === 0) return false;
  for (let index = 0; index < hashCount; index++) {
    const bit = bitOf(term, index, bits.byteLength * 8);
    if (((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

/** Two hashes make as many as are needed (Kirsch and Mitzenmacher, 2006). */
function bitOf(term: number, index: number, size: number): number {
  return (term + index * ((mixBits(term ^ 0x9e3779b9) | 1) >>> 0)) % size;
}
