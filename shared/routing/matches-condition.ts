import type { Condition } from '../contract/route-condition.ts';
import type { CallFacts } from './call-facts.ts';
import { isWithinTime } from './is-within-time.ts';

type Leaf<K extends Condition['kind']> = Extract<Condition, { kind: K }>;
type TextLeaf = Leaf<'metadata' | 'user' | 'key' | 'environment'>;

/** Whether a condition holds for a call. A condition on something that is not known does not hold. */
export function matchesCondition(condition: Condition, facts: CallFacts): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.conditions.every((each) => matchesCondition(each, facts));
    case 'any':
      return condition.conditions.some((each) => matchesCondition(each, facts));
    case 'not':
      return !matchesCondition(condition.condition, facts);
    case 'inputTokens':
      return isBetween(facts.estimatedInputTokens, condition);
    case 'needs':
      return condition.needs.every((need) => facts.needs.includes(need));
    case 'streamed':
      return facts.isStreamed === condition.is;
    case 'time':
      return isWithinTime(condition, facts.at);
    case 'remainingBudget':
      return facts.remainingBudgetFraction !== null && facts.remainingBudgetFraction < condition.below;
    default:
      return matchesText(condition, textOf(condition, facts));
  }
}

function isBetween(tokens: number, { atLeast, below }: Leaf<'inputTokens'>): boolean {
  return tokens >= (atLeast ?? 0) && tokens < (below ?? Number.POSITIVE_INFINITY);
}

function textOf(condition: TextLeaf, facts: CallFacts): string | null {
  switch (condition.kind) {
    case 'metadata':
      return Object.hasOwn(facts.metadata, condition.key) ? (facts.metadata[condition.key] ?? null) : null;
    case 'user':
      return facts.userId;
    case 'key':
      return facts.keyId;
    case 'environment':
      return facts.environment;
  }
}

function matchesText({ operator, values }: TextLeaf, text: string | null): boolean {
  switch (operator) {
    case 'exists':
      return text !== null;
    case 'equals':
      return text !== null && values.includes(text);
    case 'not-equals':
      return text === null || !values.includes(text);
    case 'starts-with':
      return text !== null && values.some((value) => text.startsWith(value));
  }
}
