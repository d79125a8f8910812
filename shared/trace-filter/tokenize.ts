import { isField } from './fields.ts';
import type { Comparison } from './filter.ts';
import { refuse } from './filter-problem.ts';
import { readQuoted, readWord, type Word } from './read-word.ts';

export type Operator = Comparison | ':';

export type Token =
  | { kind: 'open' | 'close' | 'and' | 'or' | 'not'; start: number; end: number }
  | { kind: 'word'; start: number; end: number; word: Word }
  /** A field and its operator; its value is the token that touches it. */
  | { kind: 'field'; start: number; end: number; name: string; key: string | null; operator: Operator };

const fieldName = /[A-Za-z][A-Za-z0-9_]*/y;
const operators = /:|>=|<=|>|<|=/y;
/** People write `cost > 0.01` as well. */
const spacedComparison = /\s*(>=|<=|>|<|=)\s*/y;
const keyCharacters = /[^\s()":<>=*\\]+/y;
const keywords = { AND: 'and', OR: 'or', NOT: 'not' } as const;

/** Words, fields and brackets with where they stand. Throws `FilterSyntaxError`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  let followsOperator = false;
  while (position < text.length) {
    if (/\s/.test(text.charAt(position))) {
      position += 1;
      followsOperator = false;
      continue;
    }
    const token: Token = followsOperator ? valueAt(text, position) : tokenAt(text, position);
    tokens.push(token);
    position = token.end;
    followsOperator = token.kind === 'field';
  }
  return tokens;
}

/** What touches an operator is its value, whatever it looks like: `score.x>-1`, `name:OR`. */
function valueAt(text: string, start: number): Token {
  return bracketAt(text, start) ?? wordToken(readWord(text, start));
}

function tokenAt(text: string, start: number): Token {
  const bracket = bracketAt(text, start);
  if (bracket !== null) return bracket;
  if (text.charAt(start) === '-' && /[^\s]/.test(text.charAt(start + 1))) return { kind: 'not', start, end: start + 1 };
  const field = fieldAt(text, start);
  if (field !== null) return field;
  const word = readWord(text, start);
  const keyword = word.isQuoted ? undefined : keywords[text.slice(start, word.end) as keyof typeof keywords];
  if (keyword !== undefined) return { kind: keyword, start, end: word.end };
  return wordToken(word);
}

function bracketAt(text: string, start: number): Token | null {
  const character = text.charAt(start);
  if (character !== '(' && character !== ')') return null;
  return { kind: character === '(' ? 'open' : 'close', start, end: start + 1 };
}

function wordToken(word: Word): Token {
  return { kind: 'word', start: word.start, end: word.end, word };
}

function fieldAt(text: string, start: number): Extract<Token, { kind: 'field' }> | null {
  const name = matchAt(fieldName, text, start);
  if (name === null) return null;
  const key = keyAt(text, start + name.length);
  const operator = operatorAt(text, key.end, isField(name));
  if (operator === null) return null;
  return { kind: 'field', start, end: operator.end, name, key: key.value, operator: operator.value };
}

/** `.tenant` or `."my tenant"`, and null for neither. */
function keyAt(text: string, start: number): { value: string | null; end: number } {
  if (text.charAt(start) !== '.') return { value: null, end: start };
  if (text.charAt(start + 1) === '"') return readQuoted(text, start + 1);
  const key = matchAt(keyCharacters, text, start + 1) ?? '';
  return { value: key, end: start + 1 + key.length };
}

/** With spaces around only behind a field: between other words `>` is text. */
function operatorAt(text: string, start: number, isKnown: boolean): { value: Operator; end: number } | null {
  const spaced = isKnown ? matchAt(spacedComparison, text, start) : null;
  const found = spaced ?? matchAt(operators, text, start);
  return found === null ? null : { value: found.trim() as Operator, end: start + found.length };
}

function matchAt(pattern: RegExp, text: string, start: number): string | null {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? null;
}

/** A text that cannot be a filter for its length alone. */
export const maxFilterCharacters = 2000;

export function refuseTooLong(text: string): void {
  if (text.length <= maxFilterCharacters) return;
  refuse(
    maxFilterCharacters,
    text.length,
    `the filter has ${text.length} characters; at most ${maxFilterCharacters} are allowed`,
  );
}

/** No text that anybody types has one, and what compares texts may put one between those of a pattern. */
export function refuseNul(text: string): void {
  const at = text.indexOf('\0');
  if (at !== -1) refuse(at, at + 1, 'this is a NUL character (U+0000), which a filter cannot look for; take it away');
}
