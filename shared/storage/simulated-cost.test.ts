import { expect, test } from 'vitest';
import { simulatedCostOf } from './simulated-cost.ts';

test('the simulated part of a cost is what is stored', () => {
  expect(simulatedCostOf({ costNanoUsd: 5, simulatedCostNanoUsd: 3, isSimulated: true, providers: ['openai'] })).toBe(
    3,
  );
});

test.each([
  ['nothing of a real trace', { isSimulated: false, providers: ['openai'], costNanoUsd: 5 }, 0],
  [
    'all of a trace of the sandbox, from before it was stored',
    { isSimulated: true, providers: ['sandbox'], costNanoUsd: 5 },
    5,
  ],
  [
    'nothing that is known of a trace of several providers',
    { isSimulated: true, providers: ['openai', 'sandbox'], costNanoUsd: 5 },
    0,
  ],
  ['nothing of a cost that is not known', { isSimulated: true, providers: ['sandbox'], costNanoUsd: null }, 0],
  ['nothing of a trace without providers', { isSimulated: true, costNanoUsd: 5 }, 0],
])('where none is stored it is %s', (_, trace, expected) => {
  expect(simulatedCostOf(trace)).toBe(expected);
});
