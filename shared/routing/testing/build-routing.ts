import type { Model } from '../../contract/models.ts';
import type { CallFacts } from '../call-facts.ts';
import type { RoutedTarget } from '../routed-target.ts';

export function buildFacts(part: Partial<CallFacts> = {}): CallFacts {
  return {
    requestId: 'request-1',
    estimatedInputTokens: 1_000,
    maxOutputTokens: null,
    needs: [],
    metadata: {},
    sessionId: null,
    userId: null,
    keyId: null,
    environment: null,
    isStreamed: false,
    at: Date.parse('2026-11-27T12:00:00Z'),
    remainingBudgetFraction: null,
    ...part,
  };
}

export function buildModel(id: string, part: Partial<Model> = {}): Model {
  const [provider = '', providerModelId = ''] = id.split('/');
  return {
    ...{ id, provider, providerModelId, name: id, kind: 'chat', contextWindow: 100_000, maxOutputTokens: 8_000 },
    ...{ inputModalities: ['text'], outputModalities: ['text'] },
    abilities: { tools: true, structuredOutput: true, reasoning: true, vision: true, caching: true },
    price: {
      base: { inputUncached: '1', outputText: '2' },
      tiers: [],
      source: 'test',
      effectiveFrom: null,
    },
    ...{ priceTableVersion: 'test 1', isSimulated: false, hasOverride: false, isAvailable: true },
    ...part,
  };
}

export function buildTarget(id: string, part: Partial<RoutedTarget> & { about?: Partial<Model> } = {}): RoutedTarget {
  const { about, ...rest } = part;
  const modelId = `test/${id}`;
  const model = buildModel(modelId, about);
  return { id, modelId, model, isAllowed: true, expectedLatencyMs: null, weight: 1, ...rest };
}

/** Mulberry32 (Tommy Ettinger): even enough for tests, and the same every time. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whether a count is one that chance would give, but for once in ten thousands of times (four standard deviations). */
export function isLikely(count: number, trials: number, share: number): boolean {
  return Math.abs(count - trials * share) <= 4 * Math.sqrt(trials * share * (1 - share)) + 1;
}
