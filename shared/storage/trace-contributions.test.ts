import { expect, test } from 'vitest';
import { buildCall, buildDecision } from '../../test/support/build-span.ts';
import type { CallDecision } from '../contract/call-decision.ts';
import { bucketIndex } from '../statistics/ddsketch.ts';
import { contributionsOf } from './trace-contributions.ts';

const decision = (structuredOutput: CallDecision['structuredOutput']) => buildDecision({ structuredOutput });

function structuredMeasures(outcomes: readonly CallDecision['structuredOutput'][]) {
  const spans = outcomes.map((outcome) => ({ span: buildCall({ decision: decision(outcome) }), sign: 1 as const }));
  const [row] = contributionsOf(spans);
  return Object.fromEntries(Object.entries(row?.measures ?? {}).filter(([name]) => name.startsWith('structured')));
}

test('calls whose answer had to keep to a schema are counted by how that went', () => {
  expect(
    structuredMeasures([
      { mode: 'native', isValid: true, wasRepaired: false },
      { mode: 'instructed', isValid: true, wasRepaired: true },
      { mode: 'instructed', isValid: false, wasRepaired: true },
      null,
    ]),
  ).toEqual({ structuredValid: 2, structuredInvalid: 1, structuredRepaired: 2 });
});

test('other calls count nothing of it', () => {
  expect(structuredMeasures([null])).toEqual({});
});

test('what is the provider’s failure is told from a caller’s mistake, a limit and a pause', () => {
  const errors = ['provider_timeout', 'provider_rejected_request', 'provider_rate_limited', 'provider_circuit_open'];
  const failed = errors.map((errorType) => ({ span: buildCall({ status: 'error', errorType }), sign: 1 as const }));
  const [row] = contributionsOf([...failed, { span: buildCall({}), sign: 1 }]);

  expect(row?.measures).toMatchObject({
    callCount: 5,
    callErrorCount: 4,
    callFailureCount: 1,
    callerErrorCount: 1,
    callRateLimitedCount: 1,
    callUnsentCount: 1,
  });
});

const attempt = (model: string, startedAfterMs: number, outcome: 'failed' | 'answered') => ({
  ...{ model, provider: 'mock', credentialId: null, startedAfterMs, durationMs: 100, outcome },
  ...{ errorType: null, message: null },
});

test('a call that was tried twice is one request and two calls; each model has its own time', () => {
  const call = buildCall({ durationMs: 5_100, decision: { ...decision(null), attempts: [] } });
  const model = call.model ?? expect.unreachable();
  const attempts = [attempt('mock/slow', 0, 'failed'), attempt('mock/ok', 5_000, 'answered')];
  const answered = {
    ...call,
    model: { ...model, timeToFirstTokenMs: 5_040 },
    decision: { ...decision(null), attempts },
  };
  const failed = buildCall({
    ...call,
    parentSpanId: call.spanId,
    status: 'error',
    errorType: 'provider_timeout',
    cost: null,
    usage: null,
  });
  const superseded = {
    ...failed,
    durationMs: 5_000,
    decision: null,
    model: { ...model, timeToFirstTokenMs: null, isSuperseded: true },
  };
  const spans = [answered, superseded].map((span) => ({ span, sign: 1 as const }));
  const [row] = contributionsOf(spans);

  expect(row?.measures).toMatchObject({
    ...{ callCount: 2, callErrorCount: 1, callFailureCount: 1, requestCount: 1 },
    costNanoUsd: call.cost?.totalNanoUsd,
    [`call:${bucketIndex(100)}`]: 1,
    [`call:${bucketIndex(5_000)}`]: 1,
    [`firstToken:${bucketIndex(40)}`]: 1,
  });
  expect(row?.measures).not.toHaveProperty('requestErrorCount');
});

test.each(['hit', 'shared'] as const)('an answer of the cache is a request, and no call of its model: %s', (cache) => {
  const cached = buildCall({ decision: buildDecision({ cache }), usage: null });
  const [row] = contributionsOf([{ span: cached, sign: 1 }]);
  expect(row?.measures).toMatchObject({ requestCount: 1, cachedCount: 1 });
  expect(Object.keys(row?.measures ?? {}).filter((name) => /^(call|firstToken)/.test(name))).toEqual([]);
});

test('what nobody ran is counted beside all, and a real call counts nothing of it', () => {
  const of = (isSimulated: boolean) => ({ span: buildCall({ isSimulated, tokens: 10 }), sign: 1 as const });
  const [both] = contributionsOf([of(true), of(true), of(false)]);
  const [real] = contributionsOf([of(false)]);

  expect(both?.measures).toMatchObject({
    ...{ callCount: 3, simulatedCallCount: 2, costNanoUsd: 60, simulatedCostNanoUsd: 40 },
  });
  expect(Object.keys(real?.measures ?? {}).filter((name) => name.startsWith('simulated'))).toEqual([]);
});
