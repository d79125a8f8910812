import type { RouteConfigInput } from '../../../../shared/contract/route-config.ts';
import type { Strategy } from '../../../../shared/contract/route-strategy.ts';

export const strategyNames: Record<Strategy['kind'], { label: string; hint: string }> = {
  fallback: { label: 'Ordered fallback', hint: 'The first that works, in the order given.' },
  weighted: { label: 'Weighted', hint: 'Drawn by the targets’ weights; a target of weight 0 only stands in.' },
  'lowest-latency': { label: 'Lowest latency', hint: 'The faster of two that are drawn, by recent calls.' },
  'lowest-cost': { label: 'Lowest cost', hint: 'The cheapest that can do what the call needs.' },
  sticky: { label: 'Sticky', hint: 'The same target for the same session or user.' },
  experiment: { label: 'Experiment', hint: 'Arms with shares; the same unit always meets the same arm.' },
};

export const strategyKinds = Object.keys(strategyNames) as Strategy['kind'][];

/** What a route does, in a line: `Weighted`, or `Ordered fallback, then 2 more rules`. */
export function summariseRules(rules: RouteConfigInput['rules']): string {
  const [first, ...rest] = rules;
  if (first === undefined) return 'No rule';
  const label = strategyNames[first.use.kind].label;
  if (rest.length === 0) return label;
  return `${label}, then ${rest.length} more ${rest.length === 1 ? 'rule' : 'rules'}`;
}
