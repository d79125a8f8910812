/** A piece of a message and how many characters of its text it has. */
export interface TextPiece<T> {
  length: number;
  block: T;
}

/** A tool call and how much of the text came before it; null if all of it did. */
export interface PlacedCall<T> {
  offset: number | null;
  block: T;
}

/** Puts tool calls, in their order, before the pieces of the text that were written after them. */
export function placeCalls<T>(pieces: readonly TextPiece<T>[], calls: readonly PlacedCall<T>[]): T[] {
  const blocks: T[] = [];
  let placed = 0;
  let written = 0;
  for (const { length, block } of pieces) {
    const next = calls.findIndex(({ offset }, at) => at >= placed && (offset === null || offset > written));
    const until = next < 0 ? calls.length : next;
    if (length > 0) {
      blocks.push(...calls.slice(placed, until).map((call) => call.block));
      placed = Math.max(placed, until);
    }
    blocks.push(block);
    written += length;
  }
  return [...blocks, ...calls.slice(placed).map((call) => call.block)];
}
