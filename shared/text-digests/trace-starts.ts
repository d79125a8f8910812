import { concatenateBytes } from './concatenate-bytes.ts';

/** When the traces of a segment started: of each shard of the index, epoch milliseconds, ascending; shard after shard. */
export type SegmentStarts = readonly (readonly number[])[];

/** Times from the start of the hour: of each shard how many, then the steps between them, seven bits a byte. */
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
  let offset = 0;
  const readNumber = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[offset] ?? 0;
      offset += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  return Array.from({ length: shardCount }, () => {
    let last = hour;
    return Array.from({ length: readNumber() }, () => {
      last += readNumber();
      return last;
    });
  });
}

function writeNumber(value: number, bytes: number[]): void {
  let left = value;
  for (; left >= 0x80; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  bytes.push(left);
}
