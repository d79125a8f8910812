/** Seven bits a byte, the lowest first. Up to 2^28. */
export function writeNumber(value: number, bytes: number[]): void {
  let left = value;
  for (; left >= 0x80; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  bytes.push(left);
}

/** Reads what `writeNumber` wrote, one after the other; beyond the end there are zeros. */
export class ByteNumberReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Of the byte that comes next. */
  get offset(): number {
    return this.at;
  }

  read(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at] ?? 0;
      this.at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}
