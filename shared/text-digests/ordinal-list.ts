import type { BitReader, BitWriter } from './bit-stream.ts';
import type { PlaceSet } from './place-set.ts';

/**
 * Which of `count` traces have a gram: how many, then the gaps between them (Rice), or between those that lack it where these are
 * fewer. What nearly all traces say, such as a system prompt, takes hardly any room.
 */
export function writeOrdinals(writer: BitWriter, ordinals: readonly number[], count: number): void {
  writer.writeGamma(ordinals.length);
  const kept = lacksFewer(ordinals.length, count) ? missingFrom(ordinals, count) : ordinals;
  const bits = gapBits(kept.length, count);
  let last = -1;
  for (const ordinal of kept) {
    const gap = ordinal - last - 1;
    writer.writeUnary(gap >>> bits);
    writer.write(gap & ((1 << bits) - 1), bits);
    last = ordinal;
  }
}

/** Adds them to those that are in a set; without one goes past them. */
export function readOrdinals(reader: BitReader, count: number, into: PlaceSet | null): void {
  const size = reader.readGamma();
  const isMissing = lacksFewer(size, count);
  const keptCount = isMissing ? count - size : size;
  const bits = gapBits(keptCount, count);
  if (into === null) {
    for (let index = 0; index < keptCount; index++) reader.skipRice(bits);
    return;
  }
  let last = -1;
  for (let index = 0; index < keptCount; index++) {
    const next = last + 1 + ((reader.readUnary() << bits) | reader.read(bits));
    if (isMissing) into.addAll(last + 1, next);
    else into.add(next);
    last = next;
  }
  if (isMissing) into.addAll(last + 1, count);
}

function lacksFewer(size: number, count: number): boolean {
  return size * 2 > count;
}

function missingFrom(ordinals: readonly number[], count: number): number[] {
  const missing: number[] = [];
  let next = 0;
  for (const ordinal of [...ordinals, count]) {
    for (; next < ordinal; next++) missing.push(next);
    next = ordinal + 1;
  }
  return missing;
}

/** The low bits of a gap, which are written as they are: best for gaps of a random list. */
function gapBits(size: number, count: number): number {
  return size === 0 ? 0 : 31 - Math.clz32(Math.max(1, Math.floor((count * Math.LN2) / size)));
}
