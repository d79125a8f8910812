import type { Filter } from '../../../../../shared/trace-filter/filter.ts';
import { allOf } from '../../../../../shared/trace-filter/filter.ts';
import { formatFilter } from '../../../../../shared/trace-filter/format-filter.ts';
import { parseFilter } from '../../../../../shared/trace-filter/parse-filter.ts';

export type TermState = 'wanted' | 'excluded' | null;

/** What every trace has to fit, each as text. Null for a filter that cannot be read. */
function termsOf(q: string): { filter: Filter; text: string }[] | null {
  const parsed = parseFilter(q);
  if (!parsed.isValid) return null;
  const parts = parsed.filter.kind === 'and' ? parsed.filter.of : [parsed.filter];
  return parts.map((filter) => ({ filter, text: formatFilter(filter) }));
}

/** Which of the terms that a click adds are in the filter. */
export function termStates(q: string): (term: string) => TermState {
  const texts = new Set(termsOf(q)?.map(({ text }) => text));
  return (term) => {
    if (texts.has(term)) return 'wanted';
    return texts.has(`-${term}`) ? 'excluded' : null;
  };
}

/** The filter with a term more, or without it if it has it. What was typed stays as it was where nothing goes. */
export function toggleTerm(q: string, term: string, state: Exclude<TermState, null>): string {
  const wanted = state === 'wanted' ? term : `-${term}`;
  const terms = termsOf(q);
  // Nothing can be added to what cannot be read.
  if (terms === null) return wanted;
  const others = terms.filter(({ text }) => text !== term && text !== `-${term}`);
  const hasIt = terms.some(({ text }) => text === wanted);
  const rest = others.length === terms.length ? q.trim() : formatFilter(allOf(others.map(({ filter }) => filter)));
  return hasIt ? rest : joined(rest, wanted);
}

function joined(rest: string, term: string): string {
  if (rest === '') return term;
  const parsed = parseFilter(rest);
  return parsed.isValid && parsed.filter.kind === 'or' ? `(${rest}) ${term}` : `${rest} ${term}`;
}
