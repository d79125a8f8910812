/** Places of traces in a segment, or of rows in a block: a bit for each. */
export class PlaceSet {
  private readonly words: Uint32Array;

  constructor(count: number) {
    this.words = new Uint32Array((count + 31) >>> 5);
  }

  /** From the first to before the last. */
  addAll(first: number, end: number): void {
    for (let place = first; place < end; place++) this.add(place);
  }

  add(place: number): void {
    this.words[place >>> 5] = (this.words[place >>> 5] ?? 0) | (1 << (place & 31));
  }

  /** Leaves only what the other holds, too. */
  intersect({ words: others }: PlaceSet): void {
    const { words } = this;
    for (let index = 0; index < words.length; index++) words[index] = (words[index] ?? 0) & (others[index] ?? 0);
  }

  has(place: number): boolean {
    return (((this.words[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
  }

  /** Ascending. */
  places(): number[] {
    const places: number[] = [];
    for (const [index, word] of this.words.entries()) {
      for (let left = word; left !== 0; left &= left - 1) places.push(index * 32 + 31 - Math.clz32(left & -left));
    }
    return places;
  }
}
