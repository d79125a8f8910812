import { type Figure, unknownFigure } from './figure.ts';
import { formatCount } from './format-count.ts';

/** Sums as traces, sessions and metrics have them. */
export interface SummedUsage {
  totalTokens: number;
  costNanoUsd: number | null;
  unpricedSpanCount: number;
}

/** Whether anybody reported usage: a sum of nothing is 0, which is no figure. Answers of the cache cost a known 0. */
export function hasUsage({ totalTokens, costNanoUsd, unpricedSpanCount }: SummedUsage): boolean {
  return totalTokens > 0 || costNanoUsd !== null || unpricedSpanCount > 0;
}

/** All of the tokens, or some of them. */
export function formatTokens(sums: SummedUsage, tokens: number = sums.totalTokens): Figure {
  return hasUsage(sums) ? formatCount(tokens) : unknownFigure('Nothing reported tokens.');
}
