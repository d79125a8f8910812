import type { JsonObject } from '../../json/json-object.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { type ReasoningWish, readReasoning } from '../translation/read-reasoning.ts';
import type { ClaudeTraits, Effort } from './claude-traits.ts';

export interface ThinkingPlan {
  /** Anthropic's `thinking`. */
  thinking?: JsonObject;
  /** `output_config.effort`. */
  effort?: Effort;
}

/** The least that Anthropic takes. */
const minBudget = 1_024;
/** Beyond it answers take longer than most connections live. */
const maxDerivedBudget = 32_000;
/** The part of `max_tokens` that an effort is worth where the model takes a budget, as others share it. */
const shares: Readonly<Record<string, number>> = {
  minimal: 0.1,
  low: 0.2,
  medium: 0.5,
  high: 0.8,
  xhigh: 0.95,
  max: 0.95,
};
const order: readonly string[] = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** How the model is told to think; nothing where the request does not speak of it. */
export function toThinking(
  request: JsonObject,
  traits: ClaudeTraits,
  maxTokens: number,
  warnings: Warnings,
): ThinkingPlan {
  const wish = readReasoning(request);
  if (wish === null) return {};
  if (wish.isOff) return turnOff(traits, warnings);
  if (traits.thinking === 'none') {
    warnings.dropped('reasoning_effort', 'This model does not think before it answers.');
    return {};
  }
  const isAdaptive = traits.thinking === 'adaptive' || (traits.thinking === 'either' && wish.budget === null);
  return isAdaptive ? adapt(wish, traits, warnings) : allot(wish, maxTokens, warnings);
}

function turnOff({ thinkingOff }: ClaudeTraits, warnings: Warnings): ThinkingPlan {
  if (thinkingOff === 'omit') return {};
  if (thinkingOff !== null) return { thinking: { type: thinkingOff } };
  warnings.adjusted('reasoning_effort', 'This model always thinks; it is asked to with the lowest effort.');
  return { effort: 'low' };
}

function adapt(wish: ReasoningWish, traits: ClaudeTraits, warnings: Warnings): ThinkingPlan {
  if (wish.budget !== null) {
    warnings.adjusted('reasoning.max_tokens', 'This model takes an effort, not a budget; it decides itself.');
  }
  // Without it the newest models return their thinking without its text.
  const display = traits.thinking === 'adaptive' ? { display: 'summarized' } : {};
  const effort = wish.effort === null ? null : nearestEffort(wish.effort, traits.efforts, warnings);
  return { thinking: { type: 'adaptive', ...display }, ...(effort === null ? {} : { effort }) };
}

/** The highest that is not above what was asked for, else the lowest. */
function nearestEffort(asked: string, efforts: readonly Effort[], warnings: Warnings): Effort | null {
  const rank = order.indexOf(asked);
  if (rank < 0) {
    warnings.dropped('reasoning_effort', `"${asked}" is no effort that is known.`);
    return null;
  }
  const effort = efforts.findLast((each) => order.indexOf(each) <= rank) ?? efforts[0] ?? null;
  if (effort !== asked)
    warnings.adjusted('reasoning_effort', `This model has no effort "${asked}"; "${effort}" is sent.`);
  return effort;
}

function allot(wish: ReasoningWish, maxTokens: number, warnings: Warnings): ThinkingPlan {
  if (maxTokens <= minBudget) {
    warnings.dropped('reasoning', `Thinking needs max_tokens above ${minBudget}; it is ${maxTokens}.`);
    return {};
  }
  const share = shares[wish.effort ?? 'medium'] ?? 0.5;
  const asked = wish.budget ?? Math.min(Math.floor(maxTokens * share), maxDerivedBudget);
  const budget = Math.min(Math.max(asked, minBudget), maxTokens - 1);
  if (wish.budget !== null && budget !== asked) {
    warnings.adjusted(
      'reasoning.max_tokens',
      `The budget must be at least ${minBudget} and below max_tokens; ${budget} is sent.`,
    );
  }
  return { thinking: { type: 'enabled', budget_tokens: budget } };
}
