/** Pages without a match that are read on without being asked. */
export const unaskedPages = 5;

/** How many pages at the end of what was read hold nothing. */
export function emptyPagesAtEnd(pages: readonly { items: readonly unknown[] }[]): number {
  const last = pages.findLastIndex(({ items }) => items.length > 0);
  return pages.length - 1 - last;
}

/** Whether a search in which little is found goes on by itself. `granted` pages were asked for. */
export function mayReadOn(pages: readonly { items: readonly unknown[] }[], granted: number): boolean {
  return emptyPagesAtEnd(pages) < unaskedPages + granted;
}
