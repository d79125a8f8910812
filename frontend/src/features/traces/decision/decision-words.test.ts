import { describe, expect, it } from 'vitest';
import type { CallDecision } from '../../../../../shared/contract/call-decision.ts';
import { candidatesWorthShowing, structuredWords } from './decision-words.ts';

describe('structured output', () => {
  it.each([
    [{ mode: 'native', isValid: true, wasRepaired: false }, 'go', 'valid, by the model itself'],
    [{ mode: 'instructed', isValid: true, wasRepaired: true }, 'caution', 'valid after one repair, by instruction'],
    [
      { mode: 'instructed', isValid: false, wasRepaired: true },
      'stop',
      'does not follow the schema, asked by instruction',
    ],
  ] as const)('%j reads %s: %s', (outcome, tone, words) => {
    expect(structuredWords(outcome)).toEqual({ tone, words });
  });
});

describe('candidates', () => {
  const candidate: CallDecision['candidates'][number] = {
    model: 'sandbox/lorem',
    verdict: 'chosen',
    reason: 'It was asked for.',
    expectedCostNanoUsd: null,
    expectedLatencyMs: null,
  };
  const decision: CallDecision = {
    surface: 'openai-chat',
    route: null,
    candidates: [candidate],
    attempts: [],
    warnings: [],
    cache: null,
    conversationId: null,
    structuredOutput: null,
    limits: [],
  };
  const route = { name: 'support', version: 3, rule: null, strategy: 'fallback', arm: null };

  it('are shown where there was a choice', () => {
    expect(candidatesWorthShowing(decision)).toBe(false);
    expect(candidatesWorthShowing({ ...decision, candidates: [candidate, candidate] })).toBe(true);
    expect(candidatesWorthShowing({ ...decision, route })).toBe(true);
    expect(candidatesWorthShowing({ ...decision, route, candidates: [] })).toBe(false);
  });
});
