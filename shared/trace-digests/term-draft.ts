import { addToBloomFilter, type BloomFilter, bloomBytes, createBloomFilter, emptyBloomFilter } from './bloom-filter.ts';

/** Up to so many terms are kept one by one, 50 bytes each; more of them as bits, so that memory has a bound. */
const maxExact = 4_000;
/** A power of two: half of such a filter, laid over the other half, is a filter of the same terms. */
const wideBytes = 16_384;
const wideBitsPerTerm = 7;

/** The terms of a run that is still growing. */
export class TermDraft {
  private exact = new Set<number>();
  private wide: BloomFilter | null = null;

  add(term: number): void {
    if (this.wide !== null) addToBloomFilter(this.wide, term);
    else if (this.exact.add(term).size > maxExact) this.widen();
  }

  /** Takes in the terms of another draft. */
  addAll({ exact, wide }: TermDraft): void {
    if (wide !== null) {
      const { bits } = this.widen();
      for (const [index, byte] of wide.bits.entries()) bits[index] = (bits[index] ?? 0) | byte;
    }
    for (const term of exact) this.add(term);
  }

  /** How large the filter of these terms is. */
  bytesAt(bitsPerTerm: number): number {
    if (this.wide === null) return bloomBytes(this.exact.size, bitsPerTerm);
    const wanted = bloomBytes(termCountOf(this.wide), bitsPerTerm);
    let bytes = wideBytes;
    // Either side of a power of two, whichever is nearer.
    while (bytes > wanted * Math.SQRT2 && bytes > 1) bytes /= 2;
    return bytes;
  }

  finish(bitsPerTerm: number): BloomFilter {
    if (this.wide === null) return createBloomFilter(this.exact, bitsPerTerm);
    return { bits: fold(this.wide.bits, this.bytesAt(bitsPerTerm)), hashCount: this.wide.hashCount };
  }

  private widen(): BloomFilter {
    if (this.wide !== null) return this.wide;
    const wide = emptyBloomFilter(wideBytes, wideBitsPerTerm);
    for (const term of this.exact) addToBloomFilter(wide, term);
    this.exact = new Set();
    this.wide = wide;
    return wide;
  }
}

/** From the share of bits that are set (Swamidass and Baldi, 2007). */
function termCountOf({ bits, hashCount }: BloomFilter): number {
  const size = bits.byteLength * 8;
  const unset = Math.max(1, size - countBits(bits));
  return Math.ceil((-size / hashCount) * Math.log(unset / size));
}

function countBits(bits: Uint8Array): number {
  let count = 0;
  for (let byte of bits) for (; byte !== 0; byte &= byte - 1) count += 1;
  return count;
}

function fold(bits: Uint8Array, bytes: number): Uint8Array {
  const folded = new Uint8Array(bytes);
  for (const [index, byte] of bits.entries()) folded[index % bytes] = (folded[index % bytes] ?? 0) | byte;
  return folded;
}
