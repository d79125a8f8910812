import { mixBits } from './term-hash.ts';

/** Whether a set holds a term: false is certain, true is wrong at times, the more rarely the more bits there are for each term. */
export interface BloomFilter {
  bits: Uint8Array;
  /** How many bits a term sets. */
  hashCount: number;
}

/** With so many bits for each term a filter is wrong once in a thousand times; with 8 of them, twice in a hundred. */
export const fineBitsPerTerm = 14;
const maxHashes = 10;

export function createBloomFilter(terms: ReadonlySet<number>, bitsPerTerm = fineBitsPerTerm): BloomFilter {
  const filter = emptyBloomFilter(bloomBytes(terms.size, bitsPerTerm), bitsPerTerm);
  for (const term of terms) addToBloomFilter(filter, term);
  return filter;
}

export function bloomBytes(termCount: number, bitsPerTerm: number): number {
  return Math.ceil((termCount * bitsPerTerm) / 8);
}

export function emptyBloomFilter(bytes: number, bitsPerTerm: number): BloomFilter {
  const hashCount = Math.min(maxHashes, Math.max(1, Math.round(bitsPerTerm * Math.LN2)));
  return { bits: new Uint8Array(bytes), hashCount };
}

export function addToBloomFilter({ bits, hashCount }: BloomFilter, term: number): void {
  for (let index = 0; index < hashCount; index++) {
    const bit = bitOf(term, index, bits.byteLength * 8);
    bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
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
