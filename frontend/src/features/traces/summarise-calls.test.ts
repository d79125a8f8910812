import { describe, expect, it } from 'vitest';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { callsOfProvider, summariseCalls } from './summarise-calls.ts';

function aTrace(part: Partial<TraceSummary>): TraceSummary {
  return {
    ...{ traceId: 'a'.repeat(32), projectId: 'p', name: 'chat', startTime: '2026-11-21T07:00:00.000Z' },
    ...{ endTime: '2026-11-21T07:00:01.000Z', durationMs: 100, status: 'ok', spanCount: 1, errorCount: 0 },
    ...{ models: ['groq/llama'], providers: ['groq'], inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    ...{ costNanoUsd: null, simulatedCostNanoUsd: 0, unpricedSpanCount: 0, isEstimated: false, isSimulated: false },
    timeToFirstTokenMs: null,
    ...{
      service: null,
      environment: null,
      sessionId: null,
      userId: null,
      release: null,
      tags: [],
      keyIds: [],
      types: [],
      errorTypes: [],
      prompts: [],
      metadata: [],
      scores: {},
      inputPreview: null,
      outputPreview: null,
    },
    ...part,
  };
}

describe('the summary of calls', () => {
  it('of none knows nothing, and makes no zeros of it', () => {
    expect(summariseCalls([])).toEqual({ p50Ms: null, p95Ms: null, lastAt: null });
  });

  it('takes quantiles by nearest rank', () => {
    const traces = [10, 20, 30, 400].map((durationMs) => aTrace({ durationMs }));
    expect(summariseCalls(traces)).toMatchObject({ p50Ms: 20, p95Ms: 400 });
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
});

it('leaves out what a sender made up of a real provider, and keeps what the sandbox says of itself', () => {
  const madeUp = aTrace({ isSimulated: true });
  const sandbox = aTrace({ isSimulated: true, providers: ['sandbox'], models: ['sandbox/lorem'] });
  expect(callsOfProvider([madeUp, sandbox], 'groq')).toEqual([]);
  expect(callsOfProvider([madeUp, sandbox], 'sandbox')).toEqual([sandbox]);
});
