import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from '../../../lib/create-store.ts';
import { filterDraft } from './filter-draft.ts';

/** The text of the filter bar while it is edited, and where its cursor is. */
export function useFilterDraft(value: string, onAsked: () => void) {
  const inputRef = useRef<HTMLInputElement>(null);
  const placed = useRef<number | null>(null);
  const [draft, setDraft] = useState({ text: value, cursor: value.length, base: value });
  // A facet, a view or the back button changed the filter.
  if (draft.base !== value) setDraft({ text: value, cursor: value.length, base: value });
  const type = (text: string, cursor: number) => setDraft({ text, cursor, base: value });
  /** Puts a text there, with the cursor at `at`. */
  const place = (text: string, at: number) => {
    type(text, at);
    placed.current = at;
  };
  // Before the next key: somebody types on.
  useLayoutEffect(() => {
    const at = placed.current;
    placed.current = null;
    if (at === null) return;
    inputRef.current?.focus();
    inputRef.current?.setSelectionRange(at, at);
  });
  const asked = useStore(filterDraft);
  const placeAsked = useEffectEvent((text: string) => {
    place(text, text.length);
    onAsked();
  });
  useEffect(() => {
    if (asked === null) return;
    filterDraft.set(null);
    placeAsked(asked.text);
  }, [asked]);
  const moveCursor = (at: number | null) =>
    setDraft((old) => (at === null || at === old.cursor ? old : { ...old, cursor: at }));
  return { text: draft.text, cursor: draft.cursor, inputRef, type, place, moveCursor };
}
