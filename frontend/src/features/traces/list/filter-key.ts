interface BarState {
  /** Suggestions are shown. */
  isOpen: boolean;
  /** An arrow key was used among them. */
  isChoosing: boolean;
  /** The cursor is at a word, so that there is something to complete. */
  isAtWord: boolean;
}

export type FilterKey = 'close' | 'leave' | 'complete' | 'apply' | 'enter-list' | 'list';

/** What a key does in the filter bar; null where the field itself knows. Enter applies until an arrow chose something. */
export function filterKey(key: string, hasShift: boolean, state: BarState): FilterKey | null {
  if (key === 'Escape') return state.isOpen ? 'close' : 'leave';
  if (!state.isOpen) return key === 'Enter' ? 'apply' : null;
  const inList = state.isChoosing ? 'list' : null;
  const keys: Record<string, FilterKey | null> = {
    Tab: state.isAtWord && !hasShift ? 'complete' : null,
    Enter: inList ?? 'apply',
    ArrowDown: inList ?? 'enter-list',
    ArrowUp: inList ?? 'enter-list',
    PageDown: inList,
    PageUp: inList,
  };
  return keys[key] ?? null;
}
