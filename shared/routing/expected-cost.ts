import type { Model } from '../contract/models.ts';
import type { Usage } from '../contract/usage.ts';
import { priceUsage } from '../pricing/price-usage.ts';
import type { CallFacts } from './call-facts.ts';

/**
 * Output assumed of a call that allows more: no caller knows it before, and what is allowed is most often far from used.
 * Only the order of models depends on it, never what is charged.
 */
export const assumedOutputTokens = 500;

type PricedModel = Pick<Model, 'price' | 'priceTableVersion' | 'isSimulated' | 'maxOutputTokens'>;
type SizedCall = Pick<CallFacts, 'estimatedInputTokens' | 'maxOutputTokens' | 'at'>;

/** What a call would cost on a model, in nano-dollars, uncached and with the output assumed; null if it has no price. */
export function expectedCost(model: PricedModel, facts: SizedCall): number | null {
  const allowed = Math.min(facts.maxOutputTokens ?? Infinity, model.maxOutputTokens ?? Infinity);
  const usage = textUsage(Math.ceil(facts.estimatedInputTokens), Math.min(allowed, assumedOutputTokens));
  return priceUsage({ ...model, usage, at: facts.at }).totalNanoUsd;
}

function textUsage(input: number, output: number): Usage {
  return {
    inputUncached: input,
    cacheRead: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    cacheWrite: 0,
    audioInput: 0,
    imageInput: 0,
    outputText: output,
    reasoning: 0,
    audioOutput: 0,
    imageOutput: 0,
    input,
    output,
    total: input + output,
    basis: 'estimated',
    convention: 'inclusive',
    flags: ['estimated'],
  };
}
