import type { Model } from '../contract/models.ts';
import type { CallNeed } from '../contract/route-condition.ts';
import type { CallFacts } from './call-facts.ts';
import type { RoutedTarget, RuledOut } from './routed-target.ts';

/** Null if it is not known. */
export function meetsNeed({ abilities }: Pick<Model, 'abilities'>, need: CallNeed): boolean | null {
  return need === 'json' ? abilities.structuredOutput : abilities[need];
}

/** Why a call cannot go to a target of its route; null if it can. What is not known of a model does not speak against it. */
export function ruleOut(target: RoutedTarget, facts: CallFacts, checksContext: boolean): RuledOut | null {
  const { model, modelId } = target;
  if (target.refusal !== undefined) return { code: 'target_refused', reason: target.refusal };
  if (model === null) return { code: 'model_not_available', reason: `the project knows no model "${modelId}"` };
  if (!model.isAvailable) {
    return { code: 'model_not_available', reason: `the provider "${model.provider}" is not connected` };
  }
  const lacking = facts.needs.find((need) => isMissed(model, need));
  if (lacking !== undefined) return { code: 'needs_not_met', reason: `it has no ${needNames[lacking]}` };
  const tooSmall = checksContext ? contextReason(model, facts) : null;
  if (tooSmall !== null) return { code: 'context_length_exceeded', reason: tooSmall };
  return target.isAllowed ? null : { code: 'circuit_open', reason: 'it failed too often of late and is left alone' };
}

export const needNames: Record<CallNeed, string> = {
  vision: 'sight of images',
  tools: 'use of tools',
  json: 'structured output',
  reasoning: 'reasoning',
};

/** A model without structured output is instructed instead, and one that does not reason answers without. */
function isMissed(model: Model, need: CallNeed): boolean {
  return need !== 'json' && need !== 'reasoning' && meetsNeed(model, need) === false;
}

/** Null if the call fits, or the window is not known. Input and output share it. */
export function contextReason(
  { contextWindow }: Pick<Model, 'contextWindow'>,
  { estimatedInputTokens, maxOutputTokens }: Pick<CallFacts, 'estimatedInputTokens' | 'maxOutputTokens'>,
): string | null {
  const needed = estimatedInputTokens + (maxOutputTokens ?? 0);
  if (contextWindow === null || needed <= contextWindow) return null;
  return `its context window holds ${contextWindow} tokens and the call takes about ${needed}`;
}
