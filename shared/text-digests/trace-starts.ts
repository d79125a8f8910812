import { ByteNumberReader, writeNumber } from './byte-numbers.ts';
import { concatenateBytes } from './concatenate-bytes.ts';

/** When the traces of a segment started: of each shard of the index, epoch milliseconds, ascending; shard after shard. */
export type SegmentStarts = readonly (readonly number[])[];

/** Times from the start of the hour: of each shard how many, then the steps between them. */
export function encodeStarts(shards: SegmentStarts, hour: number): Uint8Array {
  return concatenateBytes(
    shards.map((starts) => {
      const bytes: number[] = [];
      writeNumber(starts.length, bytes);
      let last = hour;
      for (const start of starts) {
        writeNumber(start - last, bytes);
        last = start;
      }
      return Uint8Array.from(bytes);
    }),
  );
}

export function decodeStarts(bytes: Uint8Array, hour: number, shardCount: number): SegmentStarts {
  const reader = new ByteNumberReader(bytes);
  return Array.from({ length: shardCount }, () => {
    let last = hour;
    return Array.from({ length: reader.read() }, () => {
      last += reader.read();
      return last;
    });
  });
}
