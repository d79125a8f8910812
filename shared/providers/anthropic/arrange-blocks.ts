/** Something that knows its place among the blocks of a message. */
export interface Placed<T> {
  index: number;
  block: T;
}

/** Puts what knows its place between the others, which keep their order. */
export function arrangeBlocks<T>(placed: readonly Placed<T>[], others: readonly T[]): T[] {
  const blocks: T[] = [];
  const rest = [...others];
  for (const { index, block } of placed.toSorted((a, b) => a.index - b.index)) {
    blocks.push(...rest.splice(0, Math.max(index - blocks.length, 0)), block);
  }
  return [...blocks, ...rest];
}
