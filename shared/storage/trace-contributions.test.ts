import { expect, test } from 'vitest';
import { buildCall } from '../../test/support/build-span.ts';
import type { CallDecision } from '../contract/call-decision.ts';
import { contributionsOf } from './trace-contributions.ts';

const decision = (structuredOutput: CallDecision['structuredOutput']): CallDecision => ({
  surface: 'openai-chat',
  route: null,
  candidates: [],
  attempts: [],
  warnings: [],
  cache: null,
  conversationId: null,
  structuredOutput,
  limits: [],
});

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
    callRateLimitedCount: 1,
    callUnsentCount: 1,
  });
});
