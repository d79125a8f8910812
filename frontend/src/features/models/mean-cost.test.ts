import { expect, it } from 'vitest';
import type { ModelUse } from '../../../../shared/contract/model-use.ts';
import { meanCost } from './mean-cost.ts';

const unused: ModelUse = {
  ...{
    model: 'test/a',
    requestCount: 0,
    requestErrorCount: 0,
    callCount: 0,
    failureCount: 0,
    callerErrorCount: 0,
    rateLimitedCount: 0,
  },
  ...{ inputTokens: 0, outputTokens: 0, costNanoUsd: 0, structuredOutput: null },
  ...{ simulatedCallCount: 0, simulatedCostNanoUsd: 0 },
  ...{ duration: { p50Ms: null, p95Ms: null }, firstToken: { p50Ms: null, p95Ms: null } },
};

it.each<[string, Partial<ModelUse>, number | null]>([
  ['is not known of no calls', {}, null],
  ['is not known where tokens were used for no money', { requestCount: 2, outputTokens: 5 }, null],
  ['is nothing where nothing was used', { requestCount: 2 }, 0],
  ['is rounded once', { requestCount: 3, outputTokens: 5, costNanoUsd: 10 }, 3],
])('%s', (_, part, expected) => {
  expect(meanCost({ ...unused, ...part })).toBe(expected);
});
