/** Writes numbers of few bits one after the other, the highest bit of each first. */
export class BitWriter {
  private bytes = new Uint8Array(1024);
  private length = 0;

  /** Up to 24 bits. */
  write(value: number, bits: number): void {
    if (this.length + bits > (this.bytes.length - 4) * 8) this.grow();
    let left = bits;
    while (left > 0) {
      const room = 8 - (this.length & 7);
      const taken = Math.min(room, left);
      const piece = (value >>> (left - taken)) & ((1 << taken) - 1);
      const byte = this.length >>> 3;
      this.bytes[byte] = (this.bytes[byte] ?? 0) | (piece << (room - taken));
      this.length += taken;
      left -= taken;
    }
  }

  /** As many ones, and a zero. */
  writeUnary(value: number): void {
    let left = value;
    for (; left >= 16; left -= 16) this.write(0xffff, 16);
    this.write(((1 << left) - 1) << 1, left + 1);
  }

  /** A number from 1 on: how many bits it has, then the bits (Elias gamma). */
  writeGamma(value: number): void {
    const bits = 31 - Math.clz32(value);
    this.writeUnary(bits);
    this.write(value & ((1 << bits) - 1), bits);
  }

  /** What was written, to a whole byte; begins anew. */
  take(): Uint8Array {
    const size = (this.length + 7) >>> 3;
    const taken = this.bytes.slice(0, size);
    this.bytes.fill(0, 0, size);
    this.length = 0;
    return taken;
  }

  private grow(): void {
    const wider = new Uint8Array(this.bytes.length * 2);
    wider.set(this.bytes);
    this.bytes = wider;
  }
}

/** Reads what a `BitWriter` wrote; beyond the end there are zeros. */
export class BitReader {
  private readonly bytes: Uint8Array;
  private position: number;

  /** From a byte on. */
  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.position = start * 8;
  }

  read(bits: number): number {
    if (bits === 0) return 0;
    const value = this.peek() >>> (32 - bits);
    this.position += bits;
    return value;
  }

  readUnary(): number {
    let value = 0;
    for (;;) {
      const ones = Math.clz32(~this.peek());
      if (ones < 24) {
        this.position += ones + 1;
        return value + ones;
      }
      value += 24;
      this.position += 24;
    }
  }

  readGamma(): number {
    const bits = this.readUnary();
    return (1 << bits) | this.read(bits);
  }

  /** Goes past a number in unary and so many bits. */
  skipRice(bits: number): void {
    this.readUnary();
    this.position += bits;
  }

  /** 32 bits, of which the last seven may be zeros in place of what comes. */
  private peek(): number {
    const { bytes, position } = this;
    const byte = position >>> 3;
    const word =
      ((bytes[byte] ?? 0) << 24) |
      ((bytes[byte + 1] ?? 0) << 16) |
      ((bytes[byte + 2] ?? 0) << 8) |
      (bytes[byte + 3] ?? 0);
    return word << (position & 7);
  }
}
