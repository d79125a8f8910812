import type { Completion } from '../../../../../shared/trace-filter/complete-filter.ts';

/** What could be completed in a text, as it was when it was asked. */
export interface HeldCompletion extends Completion {
  text: string;
}

/**
 * Suggestions for a text that has been typed on since they came: where the rest stands as it did, they replace all of the
 * word as it is now, and only those that still fit are left.
 */
export function carryOver(
  { text: before, from, to, suggestions }: HeldCompletion,
  text: string,
  cursor: number,
): Completion {
  const end = text.length - (before.length - to);
  const isAtWord = cursor >= from && cursor <= end;
  const isSame = isAtWord && text.slice(0, from) === before.slice(0, from) && text.slice(end) === before.slice(to);
  if (!isSame) return { from, to, suggestions: [] };
  if (text === before) return { from, to, suggestions };
  const word = text.slice(from, end).toLowerCase();
  return { from, to: end, suggestions: suggestions.filter(({ label }) => label.toLowerCase().includes(word)) };
}
