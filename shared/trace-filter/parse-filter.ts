import { allOf, anyOf, everything, type Filter } from './filter.ts';
import { type FilterProblem, FilterSyntaxError, refuse } from './filter-problem.ts';
import { type FieldToken, parseTerm, requireField } from './parse-term.ts';
import { refuseNul, refuseTooLong, type Token, tokenize } from './tokenize.ts';

export type ParsedFilter = { isValid: true; filter: Filter } | { isValid: false; problem: FilterProblem };

/** Brackets and negations inside of each other. */
const maxDepth = 20;

/** What a person typed, as a tree; of what is wrong with it, the first thing. */
export function parseFilter(text: string): ParsedFilter {
  try {
    refuseTooLong(text);
    refuseNul(text);
    const parser = new Parser(tokenize(text), text.length);
    return { isValid: true, filter: parser.parse() };
  } catch (thrown) {
    if (thrown instanceof FilterSyntaxError) return { isValid: false, problem: thrown.problem };
    throw thrown;
  }
}

/** The problem as a sentence that names the position, counted from 1. */
export function describeProblem({ start, message }: FilterProblem): string {
  return `at character ${start + 1}: ${message}`;
}

/**
 * Recursive descent: `any` is `all OR all`, `all` is terms side by side, a term may be negated. Inside the brackets of
 * `model:(a OR b)` every word is a value of that field.
 */
class Parser {
  private position = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];
  private readonly length: number;

  constructor(tokens: readonly Token[], length: number) {
    this.tokens = tokens;
    this.length = length;
  }

  parse(): Filter {
    if (this.tokens.length === 0) return everything;
    const filter = this.any(null);
    const left = this.peek();
    if (left !== undefined) refuse(left.start, left.end, 'this ) closes nothing; take it away');
    return filter;
  }

  private any(field: FieldToken | null): Filter {
    const alternatives = [this.all(field)];
    while (this.take('or') !== undefined) alternatives.push(this.all(field));
    return anyOf(alternatives);
  }

  private all(field: FieldToken | null): Filter {
    const terms = [this.unary(field)];
    for (;;) {
      const isJoined = this.take('and') !== undefined;
      const next = this.peek();
      const hasEnded = next === undefined || next.kind === 'or' || next.kind === 'close';
      if (hasEnded && !isJoined) return allOf(terms);
      terms.push(this.unary(field));
    }
  }

  private unary(field: FieldToken | null): Filter {
    if (this.take('not') === undefined) return this.primary(field);
    return this.deeper(() => ({ kind: 'not', of: this.unary(field) }));
  }

  private primary(field: FieldToken | null): Filter {
    const token = this.next();
    switch (token?.kind) {
      case 'open':
        return this.bracketed(token, field);
      case 'word':
        if (field !== null) return parseTerm(field, token.word);
        return { kind: 'text', pattern: token.word.pattern };
      case 'field':
        if (field !== null) return refuseNested(token, field);
        return this.fieldTerm(token);
      default:
        return this.refuseMissing(token);
    }
  }

  private fieldTerm(field: FieldToken): Filter {
    requireField(field);
    const value = this.peek();
    if (value?.start === field.end && value.kind === 'open') return this.bracketed(this.next() ?? value, field);
    if (value?.start === field.end && value.kind === 'word') {
      this.position += 1;
      return parseTerm(field, value.word);
    }
    return parseTerm(field, { start: field.end, end: field.end, pattern: [''], isQuoted: false });
  }

  private bracketed(open: Token, field: FieldToken | null): Filter {
    const first = this.peek();
    if (first?.kind === 'close') refuse(open.start, first.end, 'there is nothing between these brackets');
    const filter = this.deeper(() => this.any(field));
    if (this.take('close') === undefined) refuse(open.start, open.end, 'this ( is not closed; add ) where it ends');
    return filter;
  }

  private deeper<T>(parse: () => T): T {
    const here = this.peek();
    this.depth += 1;
    if (this.depth > maxDepth) {
      refuse(
        here?.start ?? this.length,
        here?.end ?? this.length,
        `brackets and negations go ${maxDepth} deep at most`,
      );
    }
    const result = parse();
    this.depth -= 1;
    return result;
  }

  private refuseMissing(token: Token | undefined): never {
    const before = this.tokens[token === undefined ? this.tokens.length - 1 : this.position - 2];
    const at = before ?? token;
    const word = at === undefined ? 'this' : wordOf(at);
    return refuse(
      at?.start ?? 0,
      at?.end ?? this.length,
      `there is nothing to find beside ${word}; to look for the word itself, put it in quotes`,
    );
  }

  private peek(): Token | undefined {
    return this.tokens[this.position];
  }

  private next(): Token | undefined {
    const token = this.peek();
    this.position += 1;
    return token;
  }

  private take(kind: Token['kind']): Token | undefined {
    return this.peek()?.kind === kind ? this.next() : undefined;
  }
}

function refuseNested(inner: FieldToken, outer: FieldToken): never {
  return refuse(
    inner.start,
    inner.end,
    `inside the brackets of \`${outer.name}\` are only its values; put \`${inner.name}\` outside of them, or in quotes`,
  );
}

function wordOf({ kind }: Token): string {
  const words: Partial<Record<Token['kind'], string>> = {
    and: 'AND',
    or: 'OR',
    not: 'NOT or -',
    open: '(',
    close: ')',
  };
  return words[kind] ?? 'this';
}
