import type { RuleEach, RuleScope } from '../../../../shared/contract/governance.ts';
import { useKeyNames } from '../keys/use-key-names.ts';
import { describeScope } from './rule-words.ts';

/** What a rule counts, in words. */
export function ScopeText({ rule }: { rule: { scope: RuleScope; each: RuleEach } }) {
  return describeScope(rule, useKeyNames());
}
