import type { Strategy } from '../contract/route-strategy.ts';
import type { CallFacts } from './call-facts.ts';
import { fastestOfTwo } from './fastest-of-two.ts';
import type { RoutedTarget } from './routed-target.ts';
import { stableHash } from './stable-hash.ts';
import { weightedOrder } from './weighted-order.ts';

export interface PricedTarget extends RoutedTarget {
  expectedCostNanoUsd: number | null;
}

export interface OrderedTarget {
  target: PricedTarget;
  /** Why it stands where it stands. */
  reason: string;
}

type ListStrategy = Exclude<Strategy, { kind: 'experiment' }>;
type Sticky = Extract<Strategy, { kind: 'sticky' }>;

export interface OrderInput {
  strategy: ListStrategy;
  /** Those that are not ruled out, in the order of the strategy. */
  targets: readonly PricedTarget[];
  facts: CallFacts;
  random: () => number;
}

/** The targets in the order in which they are tried. */
export function orderTargets({ strategy, targets, facts, random }: OrderInput): OrderedTarget[] {
  switch (strategy.kind) {
    case 'fallback':
      return explain(targets, 'the first in order that can take the call', 'next in order');
    case 'weighted':
      return explain(drawn(targets, random), 'drawn by weight', 'drawn by weight to stand in');
    case 'lowest-latency':
      return fastestOfTwo(targets, random);
    case 'lowest-cost':
      return explain(byCost(targets), 'the lowest expected cost', 'the next lowest expected cost');
    case 'sticky':
      return stickTo(strategy, targets, facts, random);
  }
}

function explain(targets: readonly PricedTarget[], first: string, further: string): OrderedTarget[] {
  return targets.map((target, index) => ({ target, reason: index === 0 ? first : further }));
}

/** `random` may give 0, whose logarithm would count as no weight at all. */
function drawn(targets: readonly PricedTarget[], random: () => number): PricedTarget[] {
  return weightedOrder(targets, () => 1 - random());
}

function byCost(targets: readonly PricedTarget[]): PricedTarget[] {
  const costOf = ({ expectedCostNanoUsd }: PricedTarget) => expectedCostNanoUsd ?? Number.MAX_VALUE;
  return targets.toSorted((left, right) => costOf(left) - costOf(right));
}

/**
 * Weighted rendezvous hashing (Thaler, Ravishankar 1998; Schindelhauer, Schomaker 2005): a target that comes takes only
 * its own share from the others, and one that goes leaves the rest where they were.
 */
function stickTo(
  { by }: Sticky,
  targets: readonly PricedTarget[],
  facts: CallFacts,
  random: () => number,
): OrderedTarget[] {
  const names = { session: facts.sessionId, user: facts.userId, key: facts.keyId };
  const unit = by.find((each) => names[each] !== null);
  if (unit === undefined) {
    return explain(
      drawn(targets, random),
      `drawn by weight: the call names no ${by.join(' or ')}`,
      'drawn to stand in',
    );
  }
  const ordered = weightedOrder(targets, ({ id }) => stableHash(unit, names[unit] ?? '', id));
  return explain(ordered, `where this ${unit} stays`, `where this ${unit} goes next`);
}
