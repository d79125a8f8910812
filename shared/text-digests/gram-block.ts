import type { BitReader, BitWriter } from './bit-stream.ts';
import { readOrdinals, writeOrdinals } from './ordinal-list.ts';
import { PlaceSet } from './place-set.ts';
import type { SoughtGram } from './sought-grams.ts';
import { followerBits, followerOf } from './text-grams.ts';

/** A row holds all grams that begin with the same units: of each follower the traces that have it, ascending. */
export type GramRow = ReadonlyMap<number, readonly number[]>;

/** Rows of a block. */
export const blockRowBits = 6;
export const blockRows = 1 << blockRowBits;
const followerCount = 1 << followerBits;
/** From so many on a bit for each that there may be takes less than their numbers. */
const manyFollowers = Math.ceil(followerCount / followerBits);

/** Which rows are filled, then of each its followers, and their traces. */
export function writeBlock(writer: BitWriter, rows: readonly GramRow[], count: number): void {
  const filled = [...rows.keys()].filter((place) => (rows[place]?.size ?? 0) > 0);
  writeOrdinals(writer, filled, blockRows);
  for (const row of rows) if (row.size > 0) writeRow(writer, row, count);
}

function writeRow(writer: BitWriter, row: GramRow, count: number): void {
  const followers = [...row.keys()].sort((a, b) => a - b);
  writer.writeGamma(followers.length);
  if (followers.length < manyFollowers) for (const follower of followers) writer.write(follower, followerBits);
  else for (let each = 0; each < followerCount; each++) writer.write(row.has(each) ? 1 : 0, 1);
  for (const follower of followers) writeOrdinals(writer, row.get(follower) ?? [], count);
}

interface BlockSearch {
  /** Of those of the block. */
  row: number;
  sought: SoughtGram;
  /** Of traces in the segment. */
  count: number;
  /** Traces that may have a gram, or one that begins like it, are added to it. */
  found: PlaceSet;
}

export function readBlock(reader: BitReader, { row, sought, count, found }: BlockSearch): void {
  const filled = new PlaceSet(blockRows);
  readOrdinals(reader, blockRows, filled);
  if (!filled.has(row)) return;
  for (let before = 0; before < row; before++) {
    if (filled.has(before)) for (const _ of readFollowers(reader)) readOrdinals(reader, count, null);
  }
  const follower = followerOf(sought.gram);
  for (const each of readFollowers(reader)) {
    readOrdinals(reader, count, sought.isBeginning || each === follower ? found : null);
  }
}

function readFollowers(reader: BitReader): number[] {
  const size = reader.readGamma();
  if (size < manyFollowers) return Array.from({ length: size }, () => reader.read(followerBits));
  return Array.from({ length: followerCount }, (_, each) => each).filter(() => reader.read(1) === 1);
}
