/** `list` with the item at `index` replaced. */
export function replaceAt<T>(list: readonly T[], index: number, item: T): T[] {
  return list.with(index, item);
}

export function removeAt<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, each) => each !== index);
}

/** Moved one place up (-1) or down (1); at an end it stays. */
export function moveAt<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const [moved, other] = [list[index], list[index + by]];
  if (moved === undefined || other === undefined) return [...list];
  return list.with(index, other).with(index + by, moved);
}
