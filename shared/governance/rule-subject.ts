import type { Limit } from '../contract/governance.ts';
import type { GovernedCall } from './governor.ts';

type Rule = Pick<Limit, 'scope' | 'each' | 'isEnabled'>;
type Caller = Pick<GovernedCall, 'keyId' | 'userId' | 'modelId'>;

/**
 * Whose counter of a rule a call goes to; null if the rule does not apply. Empty is the one counter of a rule without
 * `each`, and of all calls that name no key or user: leaving out the user must not be a way around a limit.
 */
export function ruleSubject({ scope, each, isEnabled }: Rule, call: Caller): string | null {
  if (!isEnabled) return null;
  if (scope.keyId !== null && scope.keyId !== call.keyId) return null;
  if (scope.userId !== null && scope.userId !== call.userId) return null;
  if (scope.model !== null && !matchesModel(scope.model, call.modelId)) return null;
  if (each === null) return '';
  return (each === 'key' ? call.keyId : call.userId) ?? '';
}

function matchesModel(pattern: string, modelId: string): boolean {
  return pattern.endsWith('*') ? modelId.startsWith(pattern.slice(0, -1)) : modelId === pattern;
}
