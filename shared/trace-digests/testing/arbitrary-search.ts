import fc from 'fast-check';
import { spanStatuses, spanTypes } from '../../contract/span.ts';
import { definitionOf, type NumberField, numberFields, type TextField, textFields } from '../../trace-filter/fields.ts';
import {
  allOf,
  anyOf,
  type Comparison,
  type Filter,
  type Pattern,
  presences,
  traits,
} from '../../trace-filter/filter.ts';
import type { FilterableTrace } from '../../trace-filter/trace-values.ts';

/** Few, so that filters often fit; awkward in case, length and separators. */
const words = [
  '',
  'a',
  'Ab',
  'abcd',
  'ABCDEF',
  'x=y',
  'k=',
  'ΑΣ',
  'ασοφία',
  'İ',
  'openai/gpt-5',
  'v/w/gpt-5-mini',
  'p@1',
  '😀',
];
const word = fc.constantFrom(...words);
const list = fc.array(word, { maxLength: 3 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });
const amount = fc.constantFrom(0, 1, 5, 5.5, 1000);

export const arbitraryTrace: fc.Arbitrary<FilterableTrace> = fc.record(
  {
    traceId: word,
    name: word,
    status: fc.constantFrom(...spanStatuses),
    types: fc.array(fc.constantFrom(...spanTypes), { maxLength: 2 }),
    service: maybe(word),
    environment: maybe(word),
    release: maybe(word),
    sessionId: maybe(word),
    userId: maybe(word),
    ...{ models: list, routes: list, providers: list, keyIds: list, tags: list, prompts: list, errorTypes: list },
    metadata: fc.array(
      fc.tuple(word, word).map(([key, value]) => `${key}=${value}`),
      { maxLength: 3 },
    ),
    scores: fc.dictionary(word, fc.record({ mean: maybe(amount), labels: list })) as fc.Arbitrary<never>,
    ...{ costNanoUsd: maybe(amount), totalTokens: amount, inputTokens: amount, outputTokens: amount },
    ...{ durationMs: amount, timeToFirstTokenMs: maybe(amount), spanCount: amount, errorCount: amount },
    ...{ isSimulated: fc.boolean(), isEstimated: fc.boolean(), unpricedSpanCount: amount },
    ...{ inputPreview: maybe(word), outputPreview: maybe(word) },
  },
  // Older summaries lack what came later.
  { requiredKeys: [] },
);

/** Parts of the words in another case, so that patterns often fit. */
const part = fc.tuple(word, fc.nat(3), fc.nat(3), fc.boolean()).map(([text, cut, more, isUpper]) => {
  const piece = text.slice(cut, text.length - more);
  return isUpper ? piece.toUpperCase() : piece;
});
const pattern: fc.Arbitrary<Pattern> = fc.oneof(
  word.map((text): Pattern => [text]),
  word.map((text): Pattern => [text.toUpperCase()]),
  fc.tuple(part, part).map((parts): Pattern => parts),
  fc.tuple(part, part, part).map((parts): Pattern => parts),
);
const comparison = fc.constantFrom<Comparison>('>', '>=', '<', '<=', '=');

function textTerm(field: TextField): fc.Arbitrary<Filter> {
  const { choices } = definitionOf(field);
  return fc.oneof(
    (choices === undefined ? word : fc.constantFrom(...choices)).map(
      (value): Filter => ({ kind: 'exact', field, value }),
    ),
    pattern.map((each): Filter => ({ kind: 'field', field, pattern: each })),
  );
}

const term: fc.Arbitrary<Filter> = fc.oneof(
  pattern.map((each): Filter => ({ kind: 'text', pattern: each })),
  { arbitrary: fc.constantFrom(...(Object.keys(textFields) as TextField[])).chain(textTerm), weight: 6 },
  {
    arbitrary: fc.record({
      kind: fc.constant('number' as const),
      field: fc.constantFrom(...(Object.keys(numberFields) as NumberField[])),
      comparison,
      value: amount,
    }),
    weight: 4,
  },
  fc.record({ kind: fc.constant('metadata' as const), key: word, pattern }),
  fc.record({ kind: fc.constant('metadataExact' as const), key: word, value: word }),
  fc.record({ kind: fc.constant('score' as const), name: word, comparison, value: amount }),
  fc.record({ kind: fc.constant('scoreLabel' as const), name: word, pattern }),
  fc.constantFrom(...presences).map((what): Filter => ({ kind: 'has', what })),
  fc.constantFrom(...traits).map((what): Filter => ({ kind: 'is', what })),
);

/** Filters over the words that the traces are made of. */
export const arbitrarySearch: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'filter' },
    term,
    fc.array(tie('filter'), { maxLength: 3 }).map(allOf),
    fc.array(tie('filter'), { maxLength: 3 }).map(anyOf),
    tie('filter').map((of): Filter => ({ kind: 'not', of })),
  ),
})).filter;
