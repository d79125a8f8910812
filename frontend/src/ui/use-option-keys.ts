import { type KeyboardEvent, useId, useState } from 'react';

export interface OptionKeys {
  listId: string;
  active: number;
  activeId: string;
  optionId: (index: number) => string;
  setActive: (index: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** Where a key takes the highlight in a list of `count`; null if it is none of these keys. */
export function moveActive(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return (active - 1 + count) % count;
  if (key === 'PageDown') return Math.min(count - 1, active + 10);
  if (key === 'PageUp') return Math.max(0, active - 10);
  return null;
}

/** The keys of a combobox: the focus stays in its input while a highlight moves through the options. */
export function useOptionKeys(options: {
  count: number;
  initial?: number;
  onPick: (index: number) => void;
}): OptionKeys {
  const listId = useId();
  const [wanted, setActive] = useState(options.initial ?? 0);
  const active = Math.min(wanted, Math.max(0, options.count - 1));
  const optionId = (index: number) => `${listId}-${index}`;
  return {
    listId,
    active,
    activeId: optionId(active),
    optionId,
    setActive,
    onKeyDown(event) {
      const next = moveActive(event.key, active, options.count);
      if (next !== null) {
        event.preventDefault();
        setActive(next);
      } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
        event.preventDefault();
        options.onPick(active);
      }
    },
  };
}
