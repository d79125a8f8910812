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
  const size = bits.byteLength * 8;
  const step = stepOf(term) % size;
  for (let index = 0, bit = term % size; index < hashCount; index++, bit = next(bit, step, size)) {
    bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
}

export function mayHold({ bits, hashCount }: BloomFilter, term: number): boolean {
  const size = bits.byteLength * 8;
  if (size === 0) return false;
  const step = stepOf(term) % size;
  for (let index = 0, bit = term % size; index < hashCount; index++, bit = next(bit, step, size)) {
    if (((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}

/** Two hashes make as many as are needed (Kirsch and Mitzenmacher, 2006): `(term + index * step) % size`. */
function stepOf(term: number): number {
  return (mixBits(term ^ 0x9e3779b9) | 1) >>> 0;
}

/** Without a division, which takes as long as all else. */
function next(bit: number, step: number, size: number): number {
  const sum = bit + step;
  return sum < size ? sum : sum - size;
}
