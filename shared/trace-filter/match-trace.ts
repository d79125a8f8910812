import { definitionOf, type TextField } from './fields.ts';
import type { Comparison, Filter, Pattern } from './filter.ts';
import { containsInOrder, lowerCased, matchesWhole } from './matches-pattern.ts';
import {
  exactValuesOfField,
  type FilterableTrace,
  metadataValues,
  numberOfField,
  presenceIn,
  textsOfSummary,
  traitOf,
  valuesOfField,
} from './trace-values.ts';

/** Null where only the spans can tell. */
type Verdict = boolean | null;

/** Whether a text stands somewhere in the trace. The pattern is in lower case. */
export type TextSearch = (pattern: Pattern, trace: FilterableTrace) => Verdict;

export type TraceMatcher = (trace: FilterableTrace, findText?: TextSearch) => Verdict;

/**
 * A filter as a function of a summary. It answers null when the answer hangs on a text that the summary does not show:
 * then the spans have to be read, and `findText` told what is in them.
 */
export function createTraceMatcher(filter: Filter): TraceMatcher {
  switch (filter.kind) {
    case 'and':
      return combine(filter.of.map(createTraceMatcher), false);
    case 'or':
      return combine(filter.of.map(createTraceMatcher), true);
    case 'not':
      return negate(createTraceMatcher(filter.of));
    case 'text': {
      const pattern = lowerCased(filter.pattern);
      return (trace, findText = findInSummary) => findText(pattern, trace);
    }
    default:
      return createTermMatcher(filter);
  }
}

/** Whether the trace fits, as far as its summary shows: a text counts where the summary holds it. */
export function matchesTrace(filter: Filter, trace: FilterableTrace): boolean {
  return createTraceMatcher(filter)(trace, (pattern, each) => findInSummary(pattern, each) === true) === true;
}

/** True, or not to be known from the summary alone. */
export function findInSummary(pattern: Pattern, trace: FilterableTrace): true | null {
  return textsOfSummary(trace).some((text) => containsInOrder(text.toLowerCase(), pattern)) ? true : null;
}

/** Kleene's logic: for `or` one true decides, for `and` one false; what is unknown stays so only where it matters. */
function combine(matchers: readonly TraceMatcher[], deciding: boolean): TraceMatcher {
  return (trace, findText) => {
    let isUnknown = false;
    for (const matches of matchers) {
      const verdict = matches(trace, findText);
      if (verdict === deciding) return deciding;
      if (verdict === null) isUnknown = true;
    }
    return isUnknown ? null : !deciding;
  };
}

function negate(matches: TraceMatcher): TraceMatcher {
  return (trace, findText) => {
    const verdict = matches(trace, findText);
    return verdict === null ? null : !verdict;
  };
}

type Term = Exclude<Filter, { kind: 'and' | 'or' | 'not' | 'text' }>;

function createTermMatcher(term: Term): (trace: FilterableTrace) => boolean {
  switch (term.kind) {
    case 'field':
      return fieldMatcher(term.field, term.pattern);
    case 'exact':
      return (trace) => exactValuesOfField[term.field](trace).includes(term.value);
    case 'number':
      return (trace) => compares(numberOfField[term.field](trace), term.comparison, term.value);
    case 'metadata': {
      const pattern = lowerCased(term.pattern);
      return (trace) => metadataValues(trace, term.key).some((value) => matchesWhole(value.toLowerCase(), pattern));
    }
    case 'metadataExact':
      return (trace) => metadataValues(trace, term.key).includes(term.value);
    case 'score':
      return (trace) => compares(scoreOf(trace, term.name)?.mean, term.comparison, term.value);
    case 'scoreLabel': {
      const pattern = lowerCased(term.pattern);
      return (trace) =>
        (scoreOf(trace, term.name)?.labels ?? []).some((label) => matchesWhole(label.toLowerCase(), pattern));
    }
    case 'has':
      return presenceIn[term.what];
    case 'is':
      return traitOf[term.what];
  }
}

function fieldMatcher(field: TextField, given: Pattern): (trace: FilterableTrace) => boolean {
  const isIdentifier = definitionOf(field).isIdentifier === true;
  const pattern = isIdentifier ? given : lowerCased(given);
  const normalize = (text: string) => (isIdentifier ? text : text.toLowerCase());
  return (trace) =>
    valuesOfField[field](trace).some((value) => typeof value === 'string' && matchesWhole(normalize(value), pattern));
}

/** A score may be called like a member of every object. */
function scoreOf({ scores = {} }: FilterableTrace, name: string) {
  return Object.hasOwn(scores, name) ? scores[name] : undefined;
}

/** What is unknown compares with nothing. */
function compares(value: number | null | undefined, comparison: Comparison, bound: number): boolean {
  if (value === null || value === undefined) return false;
  switch (comparison) {
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '=':
      return value === bound;
  }
}
