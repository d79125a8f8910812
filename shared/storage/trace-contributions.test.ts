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
