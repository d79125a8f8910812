import { describe, expect, it } from 'vitest';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { callsOfModel, callsOfProvider, summariseCalls } from './summarise-calls.ts';

function aTrace(part: Partial<TraceSummary>): TraceSummary {
  return {
    ...{ traceId: 'a'.repeat(32), projectId: 'p', name: 'chat', startTime: '2026-11-21T07:00:00.000Z' },
    ...{ endTime: '2026-11-21T07:00:01.000Z', durationMs: 100, status: 'ok', spanCount: 1, errorCount: 0 },
    ...{ models: ['groq/llama'], providers: ['groq'], inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    ...{ costNanoUsd: null, unpricedSpanCount: 0, isEstimated: false, isSimulated: false, timeToFirstTokenMs: null },
    ...{ service: null, environment: null, sessionId: null, userId: null, inputPreview: null, outputPreview: null },
    ...part,
  };
}

describe('the summary of calls', () => {
  it('of none knows nothing, and makes no zeros of it', () => {
    expect(summariseCalls([])).toEqual({
      ...{ count: 0, errorCount: 0, p50Ms: null, p95Ms: null, firstTokenMs: null, lastAt: null, meanCostNanoUsd: null },
    });
  });

  it('takes quantiles by nearest rank, and means of what is known', () => {
    const traces = [10, 20, 30, 400].map((durationMs, index) =>
      aTrace({ durationMs, costNanoUsd: index < 2 ? 10 * (index + 1) : null, status: index === 3 ? 'error' : 'ok' }),
    );
    expect(summariseCalls(traces)).toMatchObject({
      count: 4,
      errorCount: 1,
      p50Ms: 20,
      p95Ms: 400,
      meanCostNanoUsd: 15,
    });
  });

  it('knows the last call', () => {
    const traces = [aTrace({ endTime: '2026-11-22T00:00:00.000Z' }), aTrace({})];
    expect(summariseCalls(traces).lastAt).toBe('2026-11-22T00:00:00.000Z');
  });
});

it('counts only traces of one call that somebody answered', () => {
  const agent = aTrace({ spanCount: 7 });
  const cached = aTrace({ totalTokens: 0, costNanoUsd: 0 });
  const other = aTrace({ providers: ['x'], models: ['x/y'] });
  const call = aTrace({});
  expect(callsOfProvider([agent, cached, other, call], 'groq')).toEqual([call]);
  expect(callsOfModel([agent, cached, other, call], 'x/y')).toEqual([other]);
});
