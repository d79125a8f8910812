import type { Pattern } from './filter.ts';
import { refuse } from './filter-problem.ts';

/** A run of characters without spaces, any part of which may stand in quotes: `a`, `"a b"`, `"a b"*`. */
export interface Word {
  start: number;
  end: number;
  /** Without quotes and escapes; every `*` outside of quotes separates two parts. */
  pattern: Pattern;
  /** Some of it stood in quotes, so that it is meant literally. */
  isQuoted: boolean;
}

const endOfWord = /[\s()]/;

/** Reads the word at `start`; an empty one where there is none. */
export function readWord(text: string, start: number): Word {
  const parts: [string, ...string[]] = [''];
  const append = (more: string) => {
    parts.push(`${parts.pop() ?? ''}${more}`);
  };
  let isQuoted = false;
  let position = start;
  while (position < text.length) {
    const character = text.charAt(position);
    if (endOfWord.test(character)) break;
    if (character === '"') {
      const quoted = readQuoted(text, position);
      append(quoted.value);
      position = quoted.end;
      isQuoted = true;
    } else if (character === '\\' && position + 1 < text.length) {
      append(text.charAt(position + 1));
      position += 2;
    } else {
      if (character === '*') parts.push('');
      else append(character);
      position += 1;
    }
  }
  return { start, end: position, pattern: parts, isQuoted };
}

/** The text between the quote at `start` and the next one; `\"` and `\\` stand for themselves. */
export function readQuoted(text: string, start: number): { value: string; end: number } {
  let value = '';
  for (let position = start + 1; position < text.length; position++) {
    const character = text.charAt(position);
    if (character === '"') return { value, end: position + 1 };
    if (character === '\\' && position + 1 < text.length) position += 1;
    value += text.charAt(position);
  }
  return refuse(start, text.length, 'this quote is not closed; add " after the text');
}
