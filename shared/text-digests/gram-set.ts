import { followerBits } from './text-grams.ts';

const leastSlots = 4_096;
/** Stands for the gram 0, since 0 is a free slot: it has the same follower, and no segment has rows enough to tell their hashes apart. */
const zeroGram = 1 << followerBits;

/** Distinct hashes of 32 bits, of one trace after the other: a `Set` of such numbers takes five times as long. */
export class GramSet {
  private slots = new Uint32Array(leastSlots);
  private found = new Uint32Array(leastSlots / 2);
  private count = 0;

  readonly add = (gram: number): void => {
    const value = gram === 0 ? zeroGram : gram;
    const { slots } = this;
    const last = slots.length - 1;
    let slot = value & last;
    while (slots[slot] !== 0) {
      if (slots[slot] === value) return;
      slot = (slot + 1) & last;
    }
    slots[slot] = value;
    this.found[this.count] = value;
    this.count += 1;
    if (this.count === this.found.length) this.grow();
  };

  get size(): number {
    return this.count;
  }

  /** In the order in which they came; valid until the next change. */
  values(): Uint32Array {
    return this.found.subarray(0, this.count);
  }

  clear(): void {
    if (this.slots.length > leastSlots * 16) {
      this.slots = new Uint32Array(leastSlots);
      this.found = new Uint32Array(leastSlots / 2);
    } else this.slots.fill(0);
    this.count = 0;
  }

  private grow(): void {
    const { found } = this;
    this.slots = new Uint32Array(this.slots.length * 2);
    this.found = new Uint32Array(found.length * 2);
    this.count = 0;
    for (const value of found) this.add(value);
  }
}
