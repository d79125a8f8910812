import { expect, it } from 'vitest';
import { usageOfTotals } from './usage-of-totals.ts';

const nothing = {
  ...{
    traceCount: 3,
    traceErrorCount: 0,
    callCount: null,
    callErrorCount: null,
    callUnsentCount: null,
    callerErrorCount: null,
    inputTokens: 0,
    outputTokens: 0,
  },
  ...{ simulatedTraceCount: 0, simulatedCallCount: null, simulatedCostNanoUsd: 0 },
  ...{ costNanoUsd: 0, unpricedCount: 0, traceLatency: null, callLatency: null, firstToken: null },
};

it.each([
  ['traces that reported nothing', {}, { tokens: null, costNanoUsd: null }],
  ['no traces at all', { traceCount: 0 }, { tokens: 0, costNanoUsd: 0 }],
  ['a free model', { inputTokens: 2, outputTokens: 1 }, { tokens: 3, costNanoUsd: 0 }],
  ['calls without a price', { unpricedCount: 1, costNanoUsd: null, inputTokens: 2 }, { tokens: 2, costNanoUsd: null }],
  ['what cost something without tokens', { costNanoUsd: 5 }, { tokens: 0, costNanoUsd: 5 }],
])('knows the usage of %s', (_, part, expected) => {
  expect(usageOfTotals({ ...nothing, ...part })).toEqual(expected);
});
