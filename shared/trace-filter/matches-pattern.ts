import type { Pattern } from './filter.ts';

/** Whether the whole text is as the pattern says; both in the case that is compared. */
export function matchesWhole(text: string, pattern: Pattern): boolean {
  const [first, ...rest] = pattern;
  if (rest.length === 0) return text === first;
  const last = rest.at(-1) ?? '';
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  return containsInOrder(text.slice(first.length, text.length - last.length), rest.slice(0, -1));
}

/** Whether the parts stand somewhere in the text, in their order. */
export function containsInOrder(text: string, parts: readonly string[]): boolean {
  let position = 0;
  for (const part of parts) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return true;
}

export function lowerCased([first, ...rest]: Pattern): Pattern {
  return [first.toLowerCase(), ...rest.map((part) => part.toLowerCase())];
}
