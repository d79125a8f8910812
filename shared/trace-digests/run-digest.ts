import { type NumberField, numberFields } from '../trace-filter/fields.ts';
import { type FilterableTrace, numberOfField } from '../trace-filter/trace-values.ts';
import { type BloomFilter, fineBitsPerTerm } from './bloom-filter.ts';
import { allFlags, bothFlags, eitherFlags, type FlagBits, flagsOf, noFlags } from './digest-flags.ts';
import { TermDraft } from './term-draft.ts';
import { addTerms } from './trace-terms.ts';

/** A change of this list, in order or length, is another `digestFormat`. */
export const digestNumbers = Object.keys(numberFields) as readonly NumberField[];

/** What the known values of a number lie between; null where none is known. */
export type NumberSpread = { min: number; max: number; isAlwaysKnown: boolean } | null;

interface RunFacts {
  /** Epoch milliseconds of the first and the last start. */
  first: number;
  last: number;
  count: number;
  /** What is so of some trace, and what of all. */
  any: FlagBits;
  all: FlagBits;
  /** In the order of `digestNumbers`. */
  numbers: readonly NumberSpread[];
}

/** What is known of traces that lie side by side in the index: nothing that any of them says can be read from it. */
export interface RunDigest extends RunFacts {
  terms: BloomFilter;
}

/** A run that is still growing. */
export interface RunDraft extends RunFacts {
  terms: TermDraft;
}

export function draftRun(start: number): RunDraft {
  const numbers = digestNumbers.map(() => null);
  return { first: start, last: start, count: 0, any: noFlags, all: allFlags, numbers, terms: new TermDraft() };
}

/** Traces come in the order of their starts. */
export function addTrace(draft: RunDraft, start: number, trace: FilterableTrace): void {
  const flags = flagsOf(trace);
  const isFirst = draft.count === 0;
  draft.numbers = draft.numbers.map((spread, index) => {
    const field = digestNumbers[index];
    return widen(spread, field === undefined ? null : numberOfField[field](trace), isFirst);
  });
  draft.first = Math.min(draft.first, start);
  draft.last = Math.max(draft.last, start);
  draft.count += 1;
  draft.any = eitherFlags(draft.any, flags);
  draft.all = bothFlags(draft.all, flags);
  addTerms(draft.terms, trace);
}

function widen(spread: NumberSpread, value: number | null | undefined, isFirst: boolean): NumberSpread {
  if (value === null || value === undefined) return spread && { ...spread, isAlwaysKnown: false };
  if (spread === null) return { min: value, max: value, isAlwaysKnown: isFirst };
  return { ...spread, min: Math.min(spread.min, value), max: Math.max(spread.max, value) };
}

/** Two runs, side by side, as one; neither of them is to be used after that. */
export function joinRuns(a: RunDraft, b: RunDraft): RunDraft {
  a.terms.addAll(b.terms);
  return {
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
    count: a.count + b.count,
    any: eitherFlags(a.any, b.any),
    all: bothFlags(a.all, b.all),
    numbers: a.numbers.map((spread, index) => joinSpreads(spread, b.numbers[index] ?? null)),
    terms: a.terms,
  };
}

function joinSpreads(a: NumberSpread, b: NumberSpread): NumberSpread {
  const known = a ?? b;
  if (a === null || b === null) return known && { ...known, isAlwaysKnown: false };
  return {
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    isAlwaysKnown: a.isAlwaysKnown && b.isAlwaysKnown,
  };
}

export function finishRun({ terms, ...facts }: RunDraft, bitsPerTerm = fineBitsPerTerm): RunDigest {
  return { ...facts, terms: terms.finish(bitsPerTerm) };
}
