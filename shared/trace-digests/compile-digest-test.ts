import { gramsOfPattern } from '../text-digests/sought-grams.ts';
import { definitionOf, type NumberField, type TextField } from '../trace-filter/fields.ts';
import type { Comparison, Filter, Pattern } from '../trace-filter/filter.ts';
import { lowerCased } from '../trace-filter/matches-pattern.ts';
import { mayHold } from './bloom-filter.ts';
import { flagIndex, hasFlag } from './digest-flags.ts';
import { digestNumbers, type NumberSpread, type RunDigest } from './run-digest.ts';
import { nameTerm, patternTrigrams, valueTerm } from './term-hash.ts';
import { metadataTerm, scoreTerm } from './trace-terms.ts';

/** Whether some of the traces in question may hold a text; the pattern is in lower case. */
export type TextTest = (pattern: Pattern) => boolean;

/** What is known of text may be of one trace of the run alone: then the answer is of that one. Without it any text may be there. */
export type DigestTest = (run: RunDigest, texts?: TextTest | null) => boolean;

/**
 * Whether a run may hold a trace that fits a filter. False is certain; a trace whose spans have to be asked counts as one that
 * fits. Null where no digest can tell anything.
 */
export function compileDigestTest(filter: Filter): DigestTest | null {
  return compile(filter).may;
}

interface Compiled {
  /** Some trace may fit; null: always. */
  may: DigestTest | null;
  /** Every trace fits for certain; null: never known. What it is not sure of, a negation must not rule out. */
  surely: DigestTest | null;
}

const unknown: Compiled = { may: null, surely: null };

function compile(filter: Filter): Compiled {
  switch (filter.kind) {
    case 'and':
      return all(filter.of.map(compile));
    case 'or':
      return any(filter.of.map(compile));
    case 'not':
      return not(compile(filter.of));
    case 'text':
      return text(lowerCased(filter.pattern));
    case 'field':
      return field(filter.field, filter.pattern);
    case 'exact':
      return field(filter.field, [filter.value]);
    case 'number':
      return number(filter.field, filter.comparison, filter.value);
    case 'metadata':
      return keyed(filter.pattern, nameTerm('metadata', filter.key), (value) => metadataTerm(filter.key, value));
    case 'metadataExact':
      return holds(metadataTerm(filter.key, filter.value.toLowerCase()));
    case 'score':
      return holds(nameTerm('score', filter.name));
    case 'scoreLabel':
      return keyed(filter.pattern, nameTerm('score', filter.name), (label) => scoreTerm(filter.name, label));
    case 'has':
    case 'is':
      return flag(`${filter.kind}:${filter.what}`);
  }
}

const isTest = (test: DigestTest | null): test is DigestTest => test !== null;

function all(parts: readonly Compiled[]): Compiled {
  const mays = parts.map(({ may }) => may).filter(isTest);
  const sures = parts.map(({ surely }) => surely).filter(isTest);
  return {
    may: mays.length === 0 ? null : (run, texts) => mays.every((test) => test(run, texts)),
    surely: sures.length < parts.length ? null : (run, texts) => sures.every((test) => test(run, texts)),
  };
}

function any(parts: readonly Compiled[]): Compiled {
  const mays = parts.map(({ may }) => may).filter(isTest);
  const sures = parts.map(({ surely }) => surely).filter(isTest);
  return {
    may: mays.length < parts.length ? null : (run, texts) => mays.some((test) => test(run, texts)),
    surely: sures.length === 0 ? null : (run, texts) => sures.some((test) => test(run, texts)),
  };
}

function not({ may, surely }: Compiled): Compiled {
  return {
    may: surely && ((run, texts) => !surely(run, texts)),
    surely: may && ((run, texts) => !may(run, texts)),
  };
}

/** That a trace holds a text is never sure: its grams may stand apart. */
function text(pattern: Pattern): Compiled {
  if (gramsOfPattern(pattern).length === 0) return unknown;
  return { may: (_, texts) => texts?.(pattern) ?? true, surely: null };
}

function field(name: TextField, given: Pattern): Compiled {
  const { isIdentifier, choices } = definitionOf(name);
  const pattern = isIdentifier ? given : lowerCased(given);
  if (pattern.length > 1) return isIdentifier ? unknown : holds(...patternTrigrams(name, pattern));
  const [value] = pattern;
  return choices?.includes(value) ? flag(`${name}:${value}`) : holds(valueTerm(name, value));
}

function keyed(given: Pattern, key: number, termOf: (value: string) => number): Compiled {
  const [value, ...rest] = lowerCased(given);
  return holds(rest.length === 0 ? termOf(value) : key);
}

/** Terms that the run of a fitting trace holds. Whether all its traces have them is not kept. */
function holds(...terms: number[]): Compiled {
  if (terms.length === 0) return unknown;
  return { may: (run) => terms.every((term) => mayHold(run.terms, term)), surely: null };
}

function flag(name: string): Compiled {
  const index = flagIndex(name);
  if (index === null) return unknown;
  return { may: (run) => hasFlag(run.any, index), surely: (run) => hasFlag(run.all, index) };
}

function number(name: NumberField, comparison: Comparison, bound: number): Compiled {
  const index = digestNumbers.indexOf(name);
  const spreadOf = ({ numbers }: RunDigest): NumberSpread => numbers[index] ?? null;
  return {
    may: (run) => {
      const spread = spreadOf(run);
      return spread !== null && mayCompare(spread, comparison, bound);
    },
    surely: (run) => {
      const spread = spreadOf(run);
      return spread?.isAlwaysKnown === true && surelyCompares(spread, comparison, bound);
    },
  };
}

type Spread = NonNullable<NumberSpread>;

function mayCompare({ min, max }: Spread, comparison: Comparison, bound: number): boolean {
  switch (comparison) {
    case '>':
      return max > bound;
    case '>=':
      return max >= bound;
    case '<':
      return min < bound;
    case '<=':
      return min <= bound;
    case '=':
      return min <= bound && bound <= max;
  }
}

function surelyCompares({ min, max }: Spread, comparison: Comparison, bound: number): boolean {
  switch (comparison) {
    case '>':
      return min > bound;
    case '>=':
      return min >= bound;
    case '<':
      return max < bound;
    case '<=':
      return max <= bound;
    case '=':
      return min === bound && max === bound;
  }
}
