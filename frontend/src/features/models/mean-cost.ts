import type { ModelUse } from '../../../../shared/contract/model-use.ts';

/** What a call cost in the mean; null where tokens were used whose price nobody knows. */
export function meanCost({ costNanoUsd, requestCount, inputTokens, outputTokens }: ModelUse): number | null {
  if (requestCount === 0) return null;
  if (costNanoUsd === 0 && inputTokens + outputTokens > 0) return null;
  return Math.round(costNanoUsd / requestCount);
}
