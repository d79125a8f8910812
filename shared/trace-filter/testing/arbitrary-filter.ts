import fc from 'fast-check';
import { definitionOf, type NumberField, numberFields, type TextField, textFields } from '../fields.ts';
import { allOf, anyOf, type Comparison, type Filter, type Pattern, presences, traits } from '../filter.ts';

const comparison = fc.constantFrom<Comparison>('>', '>=', '<', '<=', '=');
/** Texts with everything that has a meaning in the language. */
const awkward = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom('a', 'B', ' ', '"', '\\', '*', '(', ')', ':', '-', '>', '=', '.', 'é', '1'),
    maxLength: 8,
  }),
  fc.constantFrom('AND', 'OR', 'NOT', '', '-', '0.5', 'model', 'tag:x', '-5'),
);
const pattern: fc.Arbitrary<Pattern> = fc
  .array(awkward, { minLength: 1, maxLength: 3 })
  .map(([first = '', ...rest]) => [first, ...rest]);
const key = fc.string({ minLength: 1, maxLength: 8 });

function textTerm(field: TextField): fc.Arbitrary<Filter> {
  const { choices } = definitionOf(field);
  if (choices !== undefined) return fc.constantFrom(...choices).map((value) => ({ kind: 'exact', field, value }));
  return fc.oneof(
    pattern.map((each): Filter => ({ kind: 'field', field, pattern: each })),
    awkward.map((value): Filter => ({ kind: 'exact', field, value })),
  );
}

function numberTerm(field: NumberField): fc.Arbitrary<Filter> {
  const whole = fc.integer({ min: -1000, max: 1e12 });
  const value =
    numberFields[field].unit === 'usd'
      ? whole
      : fc.oneof(
          whole,
          fc.integer({ min: 0, max: 1e6 }).map((each) => each / 1000),
        );
  return fc.record({ kind: fc.constant('number' as const), field: fc.constant(field), comparison, value });
}

const score = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

const term: fc.Arbitrary<Filter> = fc.oneof(
  pattern.map((each): Filter => ({ kind: 'text', pattern: each })),
  fc.constantFrom(...(Object.keys(textFields) as TextField[])).chain(textTerm),
  fc.constantFrom(...(Object.keys(numberFields) as NumberField[])).chain(numberTerm),
  fc.record({ kind: fc.constant('metadata' as const), key, pattern }),
  fc.record({ kind: fc.constant('metadataExact' as const), key, value: awkward }),
  fc.record({ kind: fc.constant('score' as const), name: key, comparison, value: score }),
  fc.record({ kind: fc.constant('scoreLabel' as const), name: key, pattern }),
  fc.constantFrom(...presences).map((what): Filter => ({ kind: 'has', what })),
  fc.constantFrom(...traits).map((what): Filter => ({ kind: 'is', what })),
);

/** Any filter that the parser can make. */
export const arbitraryFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'filter' },
    term,
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map(allOf),
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map(anyOf),
    tie('filter').map((of): Filter => ({ kind: 'not', of })),
  ),
})).filter;
