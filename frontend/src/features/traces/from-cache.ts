import type { Span } from '../../../../shared/contract/span.ts';
import type { SpanRow } from '../../../../shared/contract/trace-spans.ts';

/** How the response cache answered a call; null where a provider did. */
export function cacheOf({ decision, cost }: Pick<Span, 'decision' | 'cost'>): 'hit' | 'shared' | null {
  const cache = decision?.cache;
  if (cache === 'hit' || cache === 'shared') return cache;
  return cost?.flags.includes('cached') ? 'hit' : null;
}

/** The same of a row, which has no decision: only what the cache answered has a known cost without any usage. */
export function isRowFromCache({ hasDecision, inputTokens, costNanoUsd }: Partial<SpanRow>): boolean {
  return hasDecision === true && inputTokens === undefined && costNanoUsd === 0;
}
