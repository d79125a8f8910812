import { createStore } from '../../../lib/create-store.ts';

/** A text that the filter bar is to go on with; a new object each time, so that the same text counts again. */
export const filterDraft = createStore<{ text: string } | null>(null);

/** Puts a text that is not finished into the filter bar: what follows is to be chosen there. */
export function draftFilter(text: string): void {
  filterDraft.set({ text });
}
