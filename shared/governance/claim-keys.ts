import type { Budget, Limit } from '../contract/governance.ts';
import { budgetCounterKey } from '../storage/budget-keys.ts';
import type { ItemKey } from '../storage/core-keys.ts';
import { windowKey } from '../storage/limit-keys.ts';

interface Known<Keys> {
  projectId: string;
  subject: string;
  time: number | string;
  keys: Keys;
}

export interface WindowKeys {
  key: ItemKey;
  previousKey: ItemKey;
}

/** Of each rule those that were asked for last: most of its calls come in the same minute, for the same subject. */
const windows = new WeakMap<Limit, Known<WindowKeys>>();
const budgets = new WeakMap<Budget, Known<ItemKey>>();

/** The counters of a limit in a minute and in the one before it. */
export function windowKeysOf(rule: Limit, projectId: string, subject: string, minute: number): WindowKeys {
  return remembered(windows, rule, { projectId, subject, time: minute }, () => ({
    key: windowKey(projectId, rule.id, subject, minute),
    previousKey: windowKey(projectId, rule.id, subject, minute - 1),
  }));
}

/** The counter of a budget in a day or month. */
export function budgetKeyOf(rule: Budget, projectId: string, subject: string, period: string): ItemKey {
  return remembered(budgets, rule, { projectId, subject, time: period }, () =>
    budgetCounterKey(projectId, rule.id, period, subject),
  );
}

function remembered<Rule extends object, Keys>(
  all: WeakMap<Rule, Known<Keys>>,
  rule: Rule,
  { projectId, subject, time }: Omit<Known<Keys>, 'keys'>,
  make: () => Keys,
): Keys {
  const known = all.get(rule);
  const isSame = known?.time === time && known.subject === subject && known.projectId === projectId;
  if (known !== undefined && isSame) return known.keys;
  const keys = make();
  all.set(rule, { projectId, subject, time, keys });
  return keys;
}
