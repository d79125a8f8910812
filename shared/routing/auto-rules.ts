import type { AutoRequirements } from '../contract/auto-requirements.ts';
import type { Model } from '../contract/models.ts';
import type { CallNeed } from '../contract/route-condition.ts';
import { findBucketPrice } from '../pricing/find-bucket-price.ts';
import { selectPrice } from '../pricing/select-price.ts';
import type { CallFacts } from './call-facts.ts';
import type { RoutedTarget, RuledOut } from './routed-target.ts';
import { contextReason, meetsNeed, needNames } from './rule-out.ts';

interface Demand {
  requirements: AutoRequirements;
  /** With the needs of the requirements. */
  facts: CallFacts;
}

/**
 * Why a model does not do for a call to `auto`; null if it does. Stricter than a route, whose targets somebody chose: what
 * is not known of a model speaks against it.
 */
export function ruleOutAuto(
  model: Model,
  state: Pick<RoutedTarget, 'isAllowed' | 'refusal'>,
  demand: Demand,
): RuledOut | null {
  if (state.refusal !== undefined) return { code: 'target_refused', reason: state.refusal };
  return (
    needReason(model, demand.facts.needs) ??
    windowReason(model, demand) ??
    priceReason(model, 'input', demand) ??
    priceReason(model, 'output', demand) ??
    (state.isAllowed ? null : { code: 'circuit_open', reason: 'it failed too often of late and is left alone' })
  );
}

function needReason(model: Model, needs: readonly CallNeed[]): RuledOut | null {
  for (const need of needs) {
    const isMet = meetsNeed(model, need);
    if (isMet === true) continue;
    const reason = isMet === null ? `it is not known to have ${needNames[need]}` : `it has no ${needNames[need]}`;
    return { code: 'needs_not_met', reason };
  }
  return null;
}

function windowReason(model: Model, { requirements: { minContext }, facts }: Demand): RuledOut | null {
  const tooSmall = contextReason(model, facts);
  if (tooSmall !== null) return { code: 'context_length_exceeded', reason: tooSmall };
  if (minContext === undefined) return null;
  if (model.contextWindow === null) return { code: 'requirements_not_met', reason: 'its context window is not known' };
  if (model.contextWindow >= minContext) return null;
  const reason = `its context window holds ${model.contextWindow} tokens, less than the ${minContext} required`;
  return { code: 'requirements_not_met', reason };
}

function priceReason(model: Model, side: 'input' | 'output', { requirements, facts }: Demand): RuledOut | null {
  const limit = side === 'input' ? requirements.maxInputPriceUsdPerMillion : requirements.maxOutputPriceUsdPerMillion;
  if (limit === undefined) return null;
  const price = model.price && selectPrice(model.price, facts.estimatedInputTokens, facts.at).prices;
  const found = price && findBucketPrice(price, side === 'input' ? 'inputUncached' : 'outputText');
  if (found === null) return { code: 'requirements_not_met', reason: `its ${side} price is not known` };
  if (Number(found.usdPerMillion) <= limit) return null;
  const reason = `its ${side} costs ${found.usdPerMillion} USD per million tokens, more than the ${limit} allowed`;
  return { code: 'requirements_not_met', reason };
}
