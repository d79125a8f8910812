import { BitReader, BitWriter } from './bit-stream.ts';
import { concatenateBytes } from './concatenate-bytes.ts';
import { readOrdinals, writeOrdinals } from './ordinal-list.ts';

/** Texts of another format are taken for none. Grows whenever grams, or how they are written, change. */
export const textFormat = 1;

/** How grams of some traces are laid out; with it a reader knows in which part a gram is. */
export interface SegmentShape {
  /** Traces, known by their place. */
  count: number;
  /** There are two to the power of it: of rows, into which grams are hashed, and of parts, each an item. */
  rowBits: number;
  partBits: number;
}

export interface TextSegment extends SegmentShape {
  parts: readonly Uint8Array[];
}

/** So that a place has 12 bits, and no block more than 33 KB. */
export const maxSegmentTraces = 4_096;
/** Grams of traces, 8 bytes each while a segment is made. */
export const maxSegmentGrams = 4_000_000;

const blockRowBits = 6;
const blockRows = 1 << blockRowBits;
const blockHeadBytes = blockRows / 8;
const lengthBytes = 2;
/** DynamoDB reads 4 KB for half a unit. */
const wantedPartBytes = 4_000;
const maxRowBits = 26;

/** Of all grams of some traces, which trace has which: an inverted index. */
export class SegmentBuilder {
  private pairs = new Float64Array(65_536);
  private pairCount = 0;
  private count = 0;

  /** Whether a trace with so many grams has room. A segment takes any one trace. */
  hasRoomFor(gramCount: number): boolean {
    const fits = this.count < maxSegmentTraces && this.pairCount + gramCount <= maxSegmentGrams;
    return this.count === 0 || fits;
  }

  add(grams: Uint32Array): void {
    while (this.pairCount + grams.length > this.pairs.length) this.grow();
    for (const gram of grams) {
      this.pairs[this.pairCount] = gram * maxSegmentTraces + this.count;
      this.pairCount += 1;
    }
    this.count += 1;
  }

  finish(): TextSegment {
    const pairs = this.pairs.subarray(0, this.pairCount).sort();
    const rowBits = rowBitsFor(distinctGrams(pairs));
    const blocks = encodeBlocks(pairs, rowBits, this.count);
    const partBits = partBitsFor(blocks);
    return { count: this.count, rowBits, partBits, parts: joinBlocks(blocks, 1 << partBits) };
  }

  private grow(): void {
    const wider = new Float64Array(this.pairs.length * 2);
    wider.set(this.pairs);
    this.pairs = wider;
  }
}

function distinctGrams(pairs: Float64Array): number {
  let [count, last] = [0, -1];
  for (const pair of pairs) {
    const gram = Math.floor(pair / maxSegmentTraces);
    if (gram !== last) count += 1;
    last = gram;
  }
  return count;
}

/** Three to six rows for a gram: a gram that nobody has mostly meets an empty one. A block at least. */
function rowBitsFor(gramCount: number): number {
  return Math.min(maxRowBits, Math.max(blockRowBits, Math.ceil(Math.log2(gramCount * 3 + 1))));
}

/** Each block: one bit for each row that has traces, then these traces. */
function encodeBlocks(pairs: Float64Array, rowBits: number, count: number): Uint8Array[] {
  const writer = new BitWriter();
  const pairsPerRow = 2 ** (32 - rowBits) * maxSegmentTraces;
  let next = 0;
  return Array.from({ length: 2 ** (rowBits - blockRowBits) }, (_, block) => {
    const head = new Uint8Array(blockHeadBytes);
    for (let place = 0; place < blockRows; place++) {
      const end = (block * blockRows + place + 1) * pairsPerRow;
      const ordinals = new Set<number>();
      for (; (pairs[next] ?? Number.POSITIVE_INFINITY) < end; next++)
        ordinals.add((pairs[next] ?? 0) % maxSegmentTraces);
      if (ordinals.size === 0) continue;
      head[place >>> 3] = (head[place >>> 3] ?? 0) | (1 << (place & 7));
      writeOrdinals(
        writer,
        [...ordinals].sort((a, b) => a - b),
        count,
      );
    }
    const lists = writer.take();
    return lists.length === 0 ? lists : concatenateBytes([head, lists]);
  });
}

/** As few parts as let most of them be of the wanted size; a block is never cut. */
function partBitsFor(blocks: readonly Uint8Array[]): number {
  const bytes = blocks.reduce((sum, { length }) => sum + lengthBytes + length, 0);
  const most = Math.log2(blocks.length);
  return Math.min(most, Math.max(0, Math.ceil(Math.log2(bytes / wantedPartBytes))));
}

/** A part begins with the lengths of its blocks. */
function joinBlocks(blocks: readonly Uint8Array[], partCount: number): Uint8Array[] {
  const blocksPerPart = blocks.length / partCount;
  return Array.from({ length: partCount }, (_, part) => {
    const own = blocks.slice(part * blocksPerPart, (part + 1) * blocksPerPart);
    const lengths = new DataView(new ArrayBuffer(blocksPerPart * lengthBytes));
    for (const [index, block] of own.entries()) lengths.setUint16(index * lengthBytes, block.length);
    return concatenateBytes([new Uint8Array(lengths.buffer), ...own]);
  });
}

/** The part of a segment that knows of a gram. */
export function partOfGram(gram: number, { partBits }: SegmentShape): number {
  return topBits(gram, partBits);
}

/** Places of the traces that may have a gram, ascending. */
export function tracesWithGram(gram: number, part: Uint8Array, { rowBits, partBits, count }: SegmentShape): number[] {
  const row = topBits(gram, rowBits);
  const blockBits = rowBits - blockRowBits - partBits;
  const block = (row >>> blockRowBits) & (2 ** blockBits - 1);
  const lengths = new DataView(part.buffer, part.byteOffset);
  if (lengths.getUint16(block * lengthBytes) === 0) return [];
  let start = lengthBytes * 2 ** blockBits;
  for (let before = 0; before < block; before++) start += lengths.getUint16(before * lengthBytes);
  const isFilled = (place: number) => ((part[start + (place >>> 3)] ?? 0) & (1 << (place & 7))) !== 0;
  const place = row & (blockRows - 1);
  if (!isFilled(place)) return [];
  const reader = new BitReader(part, start + blockHeadBytes);
  for (let before = 0; before < place; before++) if (isFilled(before)) readOrdinals(reader, count);
  return readOrdinals(reader, count);
}

function topBits(gram: number, bits: number): number {
  return bits === 0 ? 0 : gram >>> (32 - bits);
}
