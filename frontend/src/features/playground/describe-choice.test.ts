import { expect, it } from 'vitest';
import type { CallAttempt, CallCandidate, CallDecision } from '../../../../shared/contract/call-decision.ts';
import { describeChoice } from './describe-choice.ts';

const attempt = (model: string, outcome: CallAttempt['outcome']): CallAttempt => ({
  ...{ model, outcome, provider: 'test', credentialId: null, startedAfterMs: 0, durationMs: 1 },
  ...{ errorType: null, message: null },
});

function decisionOf(part: Partial<CallDecision>): CallDecision {
  return {
    ...{ surface: 'openai-chat', route: null, candidates: [], attempts: [], warnings: [], cache: null },
    ...{ conversationId: null, structuredOutput: null, limits: [] },
    ...part,
  };
}

const chosen: CallCandidate = {
  ...{ model: 'test/a', verdict: 'chosen', reason: '', expectedCostNanoUsd: null, expectedLatencyMs: null },
};

it.each<[Partial<CallDecision>, string]>([
  [{ attempts: [attempt('test/a', 'answered')] }, 'Answered by test/a.'],
  [
    { attempts: [attempt('test/a', 'failed'), attempt('test/b', 'answered')] },
    'Answered by test/b, after test/a failed.',
  ],
  [{ attempts: [attempt('test/a', 'failed'), attempt('test/a', 'answered')] }, 'Answered by test/a.'],
  [{ attempts: [attempt('test/a', 'failed'), attempt('test/b', 'failed')] }, 'Tried test/a, test/b.'],
  [{ attempts: [attempt('test/a', 'abandoned')], candidates: [chosen] }, 'Chosen: test/a.'],
  [{}, 'Chosen: no model.'],
  [{ cache: 'hit' }, 'Answered from the cache.'],
  [{ cache: 'shared' }, 'Shares the answer of an identical call.'],
])('%j is told as "%s"', (part, words) => {
  expect(describeChoice(decisionOf(part))).toBe(words);
});
