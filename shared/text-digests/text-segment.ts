import { BitReader } from './bit-stream.ts';
import { ByteNumberReader } from './byte-numbers.ts';
import { blockRowBits, blockRows, readBlock } from './gram-block.ts';
import { PlaceSet } from './place-set.ts';
import type { SoughtGram } from './sought-grams.ts';

/** Texts of another format are taken for none. Grows whenever grams, or how they are written, change. */
export const textFormat = 2;

/** How grams of some traces are laid out; with it a reader knows in which part a gram is. */
export interface SegmentShape {
  /** Traces, known by their place. */
  count: number;
  /** There are two to the power of it: of rows, into which the beginnings of grams are hashed, and of parts, each an item. */
  rowBits: number;
  partBits: number;
}

export interface TextSegment extends SegmentShape {
  parts: readonly Uint8Array[];
}

/** The part of a segment that knows of a gram, and of all that begin like it. */
export function partOfGram(gram: number, { partBits }: SegmentShape): number {
  return topBits(gram, partBits);
}

/** The traces that may have a gram, or one that begins like it. */
export function tracesWithGram(
  sought: SoughtGram,
  part: Uint8Array,
  { rowBits, partBits, count }: SegmentShape,
): PlaceSet {
  const found = new PlaceSet(count);
  const row = topBits(sought.gram, rowBits);
  const blocks = 2 ** (rowBits - blockRowBits - partBits);
  const start = startOfBlock(part, (row >>> blockRowBits) & (blocks - 1), blocks);
  if (start !== null) readBlock(new BitReader(part, start), { row: row & (blockRows - 1), sought, count, found });
  return found;
}

/** Null if it is empty. A part begins with the lengths of its blocks. */
function startOfBlock(part: Uint8Array, block: number, blocks: number): number | null {
  const lengths = new ByteNumberReader(part);
  let [before, length] = [0, 0];
  for (let each = 0; each < blocks; each++) {
    const next = lengths.read();
    if (each < block) before += next;
    else if (each === block) length = next;
  }
  return length === 0 ? null : lengths.offset + before;
}

function topBits(gram: number, bits: number): number {
  return bits === 0 ? 0 : gram >>> (32 - bits);
}
