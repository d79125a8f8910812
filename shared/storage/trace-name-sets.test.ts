import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCall, buildSpan } from '../../test/support/build-span.ts';
import { mergeNameSets, metadataNames, nameSetsOf } from './trace-name-sets.ts';

test('a call names its model, provider, prompt, key and type', () => {
  const call = buildCall({ keyId: 'key-1', tags: ['b', 'a', 'b'] });
  const model = call.model && { ...call.model, prompt: { name: 'support', version: '3' } };

  expect(nameSetsOf({ ...call, model })).toEqual({
    models: ['openai/gpt-5-mini'],
    providers: ['openai'],
    routes: [],
    tags: ['a', 'b'],
    keyIds: ['key-1'],
    types: ['llm'],
    errorTypes: [],
    prompts: ['support@3'],
    metadata: [],
  });
});

test('only an error that was not made good has a type', () => {
  const failed = buildCall({ status: 'error', errorType: 'rate_limit' });
  const madeGood = { ...failed, model: failed.model && { ...failed.model, isSuperseded: true } };

  expect(nameSetsOf(failed).errorTypes).toEqual(['rate_limit']);
  expect(nameSetsOf(madeGood).errorTypes).toEqual([]);
});

test('metadata are names that fit, of whatever JSON they are', () => {
  const notes = { tenant: 'acme', attempt: 2, flags: ['x'], long: 'y'.repeat(500), gone: undefined };
  const names = metadataNames({ ...notes, resource: { 'service.name': 'shop' }, kind: 3 });

  expect(names.slice(0, 3)).toEqual(['tenant=acme', 'attempt=2', 'flags=["x"]']);
  expect(names[3]).toHaveLength(120);
  expect(names).toHaveLength(4);
});

test('sets stay bounded, and which names stay does not depend on the order', () => {
  const many = Array.from({ length: 40 }, (_, index) => nameSetsOf({ ...buildSpan(), metadataNames: [`k${index}=v`] }));
  const first = many.reduce(mergeNameSets);

  expect(first.metadata).toHaveLength(30);
  expect(many.toReversed().reduce(mergeNameSets)).toEqual(first);
});

/** As a span of a trace has them. */
const entries = fc.array(
  fc
    .tuple(fc.constantFrom('a', 'a-b', 'a=b', 'tenant', 'step', ...'cdefghij'), fc.nat(60))
    .map(([key, value]) => `${key}=${value}`),
  { maxLength: 60 },
);
const setsOf = (metadataNames: readonly string[]) => nameSetsOf({ ...buildSpan(), metadataNames });

test('each key keeps a value, however many another has', () => {
  const spans = Array.from({ length: 300 }, (_, index) => setsOf([`request=${index}`, `step=${index % 7}`]));
  const { metadata } = [...spans, setsOf(['tenant=acme'])].reduce(mergeNameSets);

  expect(metadata).toHaveLength(30);
  expect(metadata).toContain('tenant=acme');
  expect(metadata.filter((entry) => entry.startsWith('step='))).toHaveLength(7);
});

test('what is kept of parts, put together in any way, is what is kept of the whole', () => {
  fc.assert(
    fc.property(entries, entries, entries, (a, b, c) => {
      const whole = setsOf([...a, ...b, ...c]);
      const [x, y, z] = [setsOf(a), setsOf(b), setsOf(c)];

      expect(mergeNameSets(mergeNameSets(x, y), z)).toEqual(whole);
      expect(mergeNameSets(z, mergeNameSets(y, x))).toEqual(whole);
      expect(mergeNameSets(whole, x)).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});
