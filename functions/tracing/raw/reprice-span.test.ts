import { expect, test } from 'vitest';
import type { Span } from '../../../shared/contract/span.ts';
import { buildCall } from '../../../test/support/build-span.ts';
import { createModelLookup, type ModelLookup, type PricedModel } from '../otlp/model-lookup.ts';
import { repriceSpan } from './reprice-span.ts';

const listed = createModelLookup([]);
const call = buildCall({ tokens: 1_000_000 });
const model = call.model as NonNullable<Span['model']>;

test('what was priced by another table costs what it costs today, and nothing else of it changes', () => {
  const { cost, ...rest } = repriceSpan(call, 'gateway', listed);

  // gpt-5-mini: 0.25 USD a million in, 2 USD out.
  expect(cost).toMatchObject({ totalNanoUsd: 2_250_000_000, source: 'computed' });
  expect({ ...rest, cost: call.cost }).toEqual(call);
});

test('what was priced by the table of today stays to the last byte', () => {
  const priced = repriceSpan(call, 'gateway', listed);

  expect(repriceSpan(priced, 'gateway', listed)).toBe(priced);
});

test.each<[string, Partial<Span>]>([
  ['what its sender says that it cost', { cost: call.cost && { ...call.cost, source: 'client' } }],
  ['what was answered before', { cost: call.cost && { ...call.cost, totalNanoUsd: 0, flags: ['cached'] } }],
  ['what cost nothing', { cost: null }],
  ['what used nothing that is known', { usage: null }],
  ['what called no model', { model: null }],
  ['a model that has no price any more', { model: { ...model, requestedModel: 'openai/gone' } }],
])('%s stays as it is', (_, more) => {
  const span = { ...call, ...more };

  expect(repriceSpan(span, 'gateway', listed)).toBe(span);
});

test('the gateway paid for the model that it called, others for the one that answered', () => {
  const asked: (string | null)[] = [];
  const priced: PricedModel = { price: null, priceTableVersion: 'v', isSimulated: false, provider: 'p' };
  const lookup: ModelLookup = ({ answeringModel, requestedModel }) => {
    asked.push(answeringModel ?? requestedModel);
    return priced;
  };
  const answered = { ...call, model: { ...model, requestedModel: 'called', answeringModel: 'answered' } };

  repriceSpan(answered, 'gateway', lookup);
  repriceSpan(answered, 'otlp', lookup);

  expect(asked).toEqual(['called', 'answered']);
});
