import { BitWriter } from './bit-stream.ts';
import { writeNumber } from './byte-numbers.ts';
import { concatenateBytes } from './concatenate-bytes.ts';
import { blockRowBits, blockRows, type GramRow, writeBlock } from './gram-block.ts';
import { followerBits, followerOf } from './text-grams.ts';
import type { TextSegment } from './text-segment.ts';

/** So that a place has 12 bits. */
export const maxSegmentTraces = 4_096;
/** Grams of traces, 8 bytes each while a segment is made. */
export const maxSegmentGrams = 4_000_000;

/** DynamoDB reads 4 KB for half a unit. */
const wantedPartBytes = 4_000;
/** And takes no item of more than 400 KB. */
const maxPartBytes = 350_000;
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
    const rowBits = rowBitsFor(distinctBeginnings(pairs), this.count);
    const blocks = encodeBlocks(pairs, rowBits, this.count);
    return { count: this.count, rowBits, ...joinBlocks(blocks) };
  }

  private grow(): void {
    const wider = new Float64Array(this.pairs.length * 2);
    wider.set(this.pairs);
    this.pairs = wider;
  }
}

const pairsPerBeginning = 2 ** followerBits * maxSegmentTraces;

function distinctBeginnings(pairs: Float64Array): number {
  let [count, last] = [0, -1];
  for (const pair of pairs) {
    const beginning = Math.floor(pair / pairsPerBeginning);
    if (beginning !== last) count += 1;
    last = beginning;
  }
  return count;
}

/**
 * Up to twice as many rows: a beginning that nobody has mostly meets an empty one. Of few traces it matters less, and a gram that few
 * share takes more of the room.
 */
const rowsPerBeginning = { ofFewTraces: 4, ofMany: 16 };
const manyTraces = 256;

/** A block at least. */
function rowBitsFor(beginnings: number, traceCount: number): number {
  const rows = beginnings * (traceCount < manyTraces ? rowsPerBeginning.ofFewTraces : rowsPerBeginning.ofMany);
  return Math.min(maxRowBits, Math.max(blockRowBits, Math.ceil(Math.log2(rows + 1))));
}

function encodeBlocks(pairs: Float64Array, rowBits: number, count: number): Uint8Array[] {
  const writer = new BitWriter();
  const pairsPerRow = 2 ** (32 - rowBits) * maxSegmentTraces;
  let next = 0;
  return Array.from({ length: 2 ** (rowBits - blockRowBits) }, (_, block) => {
    const rows = Array.from({ length: blockRows }, (_, place) => {
      const first = next;
      const end = (block * blockRows + place + 1) * pairsPerRow;
      while ((pairs[next] ?? Number.POSITIVE_INFINITY) < end) next++;
      return rowOf(pairs.subarray(first, next));
    });
    if (rows.every(({ size }) => size === 0)) return new Uint8Array();
    writeBlock(writer, rows, count);
    return writer.take();
  });
}

/** Of several beginnings, grams with the same follower are one. */
function rowOf(pairs: Float64Array): GramRow {
  const row = new Map<number, number[]>();
  for (const pair of pairs) {
    const follower = followerOf(Math.floor(pair / maxSegmentTraces));
    const ordinals = row.get(follower);
    if (ordinals === undefined) row.set(follower, [pair % maxSegmentTraces]);
    else ordinals.push(pair % maxSegmentTraces);
  }
  for (const [follower, ordinals] of row) row.set(follower, ascendingOnce(ordinals));
  return row;
}

function ascendingOnce(ordinals: number[]): number[] {
  const isSorted = ordinals.every((each, index) => index === 0 || (ordinals[index - 1] ?? 0) < each);
  return isSorted ? ordinals : [...new Set(ordinals)].sort((a, b) => a - b);
}

/** As few parts as let most of them be of the wanted size; a block is never cut. */
function joinBlocks(blocks: readonly Uint8Array[]): { partBits: number; parts: Uint8Array[] } {
  const bytes = blocks.reduce((sum, { length }) => sum + 1 + length, 0);
  const most = Math.log2(blocks.length);
  let partBits = Math.min(most, Math.max(0, Math.ceil(Math.log2(bytes / wantedPartBytes))));
  let parts = cutParts(blocks, 1 << partBits);
  while (partBits < most && parts.some(({ length }) => length > maxPartBytes)) {
    partBits += 1;
    parts = cutParts(blocks, 1 << partBits);
  }
  return { partBits, parts };
}

/** A part begins with the lengths of its blocks. */
function cutParts(blocks: readonly Uint8Array[], partCount: number): Uint8Array[] {
  const blocksPerPart = blocks.length / partCount;
  return Array.from({ length: partCount }, (_, part) => {
    const own = blocks.slice(part * blocksPerPart, (part + 1) * blocksPerPart);
    const lengths: number[] = [];
    for (const { length } of own) writeNumber(length, lengths);
    return concatenateBytes([Uint8Array.from(lengths), ...own]);
  });
}
