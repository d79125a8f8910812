import { describe, expect, test } from 'vitest';
import type { CallDecision } from '../../shared/contract/call-decision.ts';
import type { StoredSpan } from '../../shared/telemetry/stored-span.ts';
import { buildCall } from '../../test/support/build-span.ts';
import { callOfSpan } from './call-of-span.ts';

const decision: CallDecision = {
  surface: 'openai-chat',
  route: { name: 'support', version: 2, rule: 'always', strategy: 'fallback', arm: null },
  ...{ candidates: [], warnings: [], cache: null, conversationId: null, structuredOutput: null, limits: [] },
  attempts: (['failed', 'answered'] as const).map((outcome) => ({
    ...{ model: `test/${outcome}`, provider: 'test', credentialId: null, startedAfterMs: 0, durationMs: 1 },
    ...{ outcome, errorType: null, message: null },
  })),
};

function spanOf(part: Partial<StoredSpan> = {}): StoredSpan {
  const span = { ...buildCall(), attributes: { 'signalbox.request.id': 'r1' } };
  return { ...span, version: { digest: '', bytes: 0, mapping: 0 }, ...part };
}

describe('a call of the past', () => {
  test('is only what went through the gateway to a chat model', () => {
    expect(callOfSpan(spanOf())).not.toBeNull();
    for (const other of [{ model: null }, { type: 'embedding' as const }, { attributes: {} }]) {
      expect(callOfSpan(spanOf(other))).toBeNull();
    }
  });

  test('is not an attempt that another one made good', () => {
    const { model } = spanOf();
    expect(callOfSpan(spanOf({ model: model && { ...model, isSuperseded: true } }))).toBeNull();
  });

  test('was asked of a route, and answered by the attempt that answered', () => {
    const call = callOfSpan(spanOf({ decision, attributes: {} }));
    expect(call).toMatchObject({ route: 'support', askedFor: 'support', answeredBy: 'test/answered' });
    expect(call?.facts.requestId).toBe(spanOf().spanId);
    expect(callOfSpan(spanOf({ status: 'error' }))?.answeredBy).toBeNull();
    expect(callOfSpan(spanOf())?.answeredBy).toBe('openai/gpt-5-mini');
  });

  test('has the facts that a rule may ask for', () => {
    const { model, usage } = spanOf();
    if (model === null || usage === null) throw new Error('not a call');
    const parameters = { max_tokens: 50, tools: [{ type: 'function' }], response_format: { type: 'json_schema' } };
    const seen = spanOf({
      ...{ sessionId: 's', userId: 'u', keyId: 'k', environment: 'e', metadata: { tier: 'gold', n: 1 } },
      ...{ model: { ...model, parameters }, usage: { ...usage, input: 7, imageInput: 3 }, input: null },
    });

    expect(callOfSpan(seen)?.facts).toMatchObject({
      ...{ sessionId: 's', userId: 'u', keyId: 'k', environment: 'e', metadata: { tier: 'gold' }, isStreamed: true },
      ...{ estimatedInputTokens: 7, maxOutputTokens: 50, needs: ['tools', 'json', 'vision'], requestId: 'r1' },
      remainingBudgetFraction: null,
    });
    expect(callOfSpan(spanOf({ usage: null }))?.facts.estimatedInputTokens).toBe(0);
  });
});
