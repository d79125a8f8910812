import { type Token, tokenize } from '../../../../../shared/trace-filter/tokenize.ts';

export type SegmentKind = 'field' | 'operator' | 'value' | 'text' | 'keyword' | 'plain';

export interface Segment {
  kind: SegmentKind;
  text: string;
  start: number;
}

/** The text of a filter cut into parts that are drawn alike; together they are the text. */
export function highlightFilter(text: string): Segment[] {
  const tokens = tokensOf(text);
  const segments: Segment[] = [];
  let position = 0;
  const add = (kind: SegmentKind, end: number) => {
    if (end > position) segments.push({ kind, text: text.slice(position, end), start: position });
    position = Math.max(position, end);
  };
  for (const [index, token] of tokens.entries()) {
    add('plain', token.start);
    if (token.kind === 'field') add('field', token.end - operatorLength(text, token));
    add(kindOf(token, tokens[index - 1]), token.end);
  }
  add('plain', text.length);
  return segments;
}

/** A quote that is still open keeps the text from being cut: then what stands before it is. */
function tokensOf(text: string): Token[] {
  for (let end = text.length; end > 0; end = text.lastIndexOf('"', end - 1)) {
    try {
      return tokenize(text.slice(0, end));
    } catch {
      // Without the part from the last quote on.
    }
  }
  return [];
}

function operatorLength(text: string, { start, end, operator }: Extract<Token, { kind: 'field' }>): number {
  return end - start - text.slice(start, end).lastIndexOf(operator);
}

function kindOf(token: Token, before: Token | undefined): SegmentKind {
  if (token.kind === 'field') return 'operator';
  if (token.kind === 'word') return before?.kind === 'field' && before.end === token.start ? 'value' : 'text';
  return token.kind === 'open' || token.kind === 'close' ? 'operator' : 'keyword';
}
