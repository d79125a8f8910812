import { expect, it } from 'vitest';
import type { ModelUse } from '../../../../shared/contract/model-use.ts';
import { autoChoice, routeChoice } from './route-choice.ts';
import { defaultModel } from './use-chat-models.ts';

const sandbox = { ...routeChoice('sandbox/lorem', 'Lorem'), provider: 'sandbox', isSimulated: true };
const real = (id: string, isAvailable = true) => ({
  ...routeChoice(id),
  provider: id.split('/')[0] ?? '',
  isAvailable,
});
const models = [autoChoice, real('ollama/llama'), real('openai/gpt'), real('openai/mini'), sandbox];

function called(model: string, callCount: number, more: Partial<ModelUse> = {}): ModelUse {
  return {
    ...{
      model,
      callCount,
      requestCount: callCount,
      requestErrorCount: 0,
      failureCount: 0,
      callerErrorCount: 0,
      rateLimitedCount: 0,
    },
    ...{ inputTokens: 0, outputTokens: 0, costNanoUsd: 0, simulatedCallCount: 0, simulatedCostNanoUsd: 0 },
    ...{ duration: { p50Ms: null, p95Ms: null }, firstToken: { p50Ms: null, p95Ms: null }, structuredOutput: null },
    ...more,
  };
}
const firstOf = (...uses: ModelUse[]) => defaultModel(models, uses)?.id;

it('starts with the real model that answers most, not with a route', () => {
  expect(firstOf(called('openai/gpt', 3), called('openai/mini', 5), called(autoChoice.id, 9))).toBe('openai/mini');
});

it.each([
  ['nobody has called one', []],
  ['all calls of it failed', [called('ollama/llama', 4, { failureCount: 4 })]],
  ['its calls are made up', [called('openai/gpt', 4, { simulatedCallCount: 4 })]],
  ['it is no longer connected', [called('mistral/large', 4)]],
  ['only the sandbox was called', [called('sandbox/slow', 4)]],
])('starts with the sandbox where %s', (_why, uses) => {
  expect(firstOf(...uses)).toBe('sandbox/lorem');
});

it('starts with what can be called where there is no sandbox', () => {
  expect(defaultModel([autoChoice, real('a/off', false), real('b/on')], [])?.id).toBe('b/on');
  expect(defaultModel([autoChoice], [])).toBeNull();
});
