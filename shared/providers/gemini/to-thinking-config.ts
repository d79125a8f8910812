import type { JsonObject } from '../../json/json-object.ts';
import type { Warnings } from '../translation/create-warnings.ts';
import { type ReasoningWish, readReasoning } from '../translation/read-reasoning.ts';
import type { GeminiTraits } from './gemini-traits.ts';

/** The budgets that Google's own OpenAI-compatible surface gives to an effort. */
const budgets: Readonly<Record<string, number>> = { minimal: 1_024, low: 1_024, medium: 8_192, high: 24_576 };
const levels: ReadonlySet<string> = new Set(['minimal', 'low', 'medium', 'high']);

/** `generationConfig.thinkingConfig`; null where the request says nothing, or nothing that this model can do. */
export function toThinkingConfig(request: JsonObject, traits: GeminiTraits, warnings: Warnings): JsonObject | null {
  const wish = readReasoning(request);
  if (wish === null) return null;
  if (traits.thinking === 'none') {
    if (!wish.isOff) warnings.dropped('reasoning', 'This model does not think before it answers.');
    return null;
  }
  const includeThoughts = wish.isOff ? {} : { includeThoughts: true };
  if (traits.thinking === 'level' && wish.budget === null)
    return { ...toLevel(wish, traits, warnings), ...includeThoughts };
  const budget = readBudget(wish);
  return budget === null ? includeThoughts : { thinkingBudget: inRange(budget, traits, warnings), ...includeThoughts };
}

function toLevel({ effort, isOff }: ReasoningWish, traits: GeminiTraits, warnings: Warnings): JsonObject {
  const asked = isOff ? 'none' : effort;
  if (asked === null) return {};
  const lowest = traits.hasMinimalLevel ? 'minimal' : 'low';
  const level = asked === 'none' || asked === 'minimal' ? lowest : levels.has(asked) ? asked : 'high';
  if (level !== asked) warnings.adjusted('reasoning', `This model has no level "${asked}": "${level}" is sent.`);
  return { thinkingLevel: level };
}

function readBudget({ effort, budget, isOff }: ReasoningWish): number | null {
  if (isOff) return 0;
  if (budget !== null) return budget;
  if (effort === null) return null;
  return budgets[effort] ?? Number.MAX_SAFE_INTEGER;
}

function inRange(budget: number, { budget: { least, most } }: GeminiTraits, warnings: Warnings): number {
  const sent = Math.min(Math.max(budget, least), most);
  if (sent !== budget) {
    warnings.adjusted('reasoning', `This model thinks with ${least} to ${most} tokens: a budget of ${sent} is sent.`);
  }
  return sent;
}
