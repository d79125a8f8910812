import type { CallCandidate } from '../contract/call-decision.ts';
import type { RouteConfig, RouteRule } from '../contract/route-config.ts';
import type { CallFacts } from './call-facts.ts';
import { expectedCost } from './expected-cost.ts';
import { matchesCondition } from './matches-condition.ts';
import { type OrderedTarget, orderTargets, type PricedTarget } from './order-targets.ts';
import { type PickedArm, pickArm } from './pick-arm.ts';
import { explainRefusal } from './plan-refusal.ts';
import type { PlanRefusal, RoutedTarget, RuledOut } from './routed-target.ts';
import { ruleOut } from './rule-out.ts';

export interface PlanRouteInput {
  route: Pick<RouteConfig, 'rules' | 'context'>;
  facts: CallFacts;
  /** All targets of the route. */
  targets: readonly RoutedTarget[];
  /** In [0, 1). */
  random: () => number;
}

export interface RoutePlan {
  /** Ids of targets, the one to try first in front. Empty if all are ruled out. */
  order: string[];
  /** Every target of the route, in that order, then those that are ruled out. */
  candidates: CallCandidate[];
  rule: string;
  strategy: string;
  arm: string | null;
  /** Null unless `order` is empty. */
  refusal: PlanRefusal | null;
}

interface Choice {
  ordered: OrderedTarget[];
  ruledOut: { target: PricedTarget; why: RuledOut }[];
}

/** Chooses among the targets of a route, and says of each why or why not. Depends on nothing but what it is given. */
export function planRoute({ route, facts, targets, random }: PlanRouteInput): RoutePlan {
  const rule = ruleFor(route.rules, facts);
  const priced = targets.map((target) => ({ ...target, expectedCostNanoUsd: costOf(target, facts) }));
  const picked = rule.use.kind === 'experiment' ? pickArm(rule.use, facts) : null;
  const named = namedTargets(rule, picked, priced);
  const choice = chooseAmong(route, facts, named, (able) => orderFor(rule, picked, { targets: able, facts, random }));
  const chosen = growIfNeeded(route, facts, priced, choice);
  return {
    order: chosen.ordered.map(({ target }) => target.id),
    candidates: describe(chosen, priced, rule.name),
    rule: rule.name,
    strategy: rule.use.kind,
    arm: picked?.arm.name ?? null,
    refusal: explainRefusal(chosen),
  };
}

/** A valid route ends with a rule that always holds. */
function ruleFor(rules: readonly RouteRule[], facts: CallFacts): RouteRule {
  const rule = rules.find(({ when }) => when === undefined || matchesCondition(when, facts));
  if (rule === undefined) throw new Error('A route without a last rule that always holds is not valid.');
  return rule;
}

function costOf({ model }: RoutedTarget, facts: CallFacts): number | null {
  return model === null ? null : expectedCost(model, facts);
}

function namedTargets({ use }: RouteRule, picked: PickedArm | null, targets: readonly PricedTarget[]): PricedTarget[] {
  const ids = use.kind === 'experiment' ? (picked?.arm.targets ?? []) : use.targets;
  return ids.flatMap((id) => targets.find((target) => target.id === id) ?? []);
}

function chooseAmong(
  route: PlanRouteInput['route'],
  facts: CallFacts,
  targets: readonly PricedTarget[],
  order: (able: PricedTarget[]) => OrderedTarget[],
): Choice {
  // The other policies make the call fit the target that is chosen.
  const checksContext = route.context.policy === 'refuse' || route.context.policy === 'larger-model';
  const checked = targets.map((target) => ({ target, why: ruleOut(target, facts, checksContext) }));
  return {
    ordered: order(checked.flatMap(({ target, why }) => (why === null ? [target] : []))),
    ruledOut: checked.flatMap(({ target, why }) => (why === null ? [] : [{ target, why }])),
  };
}

function orderFor(
  { use }: RouteRule,
  picked: PickedArm | null,
  input: { targets: PricedTarget[]; facts: CallFacts; random: () => number },
): OrderedTarget[] {
  if (use.kind !== 'experiment') return orderTargets({ ...input, strategy: use });
  const { arm, unit } = picked ?? { arm: { name: '', targets: [] }, unit: use.unit };
  return input.targets.map((target) => {
    const isArm = target.id === arm.targets[0];
    return { target, reason: isArm ? `arm "${arm.name}" for this ${unit}` : `stands in within arm "${arm.name}"` };
  });
}

/** `larger-model`: where the call is too large for all that the rule names, the smallest of the route that can hold it. */
function growIfNeeded(
  route: PlanRouteInput['route'],
  facts: CallFacts,
  targets: readonly PricedTarget[],
  choice: Choice,
): Choice {
  const isTooLarge = choice.ruledOut.some(({ why }) => why.code === 'context_length_exceeded');
  if (route.context.policy !== 'larger-model' || choice.ordered.length > 0 || !isTooLarge) return choice;
  const others = targets.filter((target) => !choice.ruledOut.some((each) => each.target === target));
  const windowOf = ({ model }: PricedTarget) => model?.contextWindow ?? Number.MAX_VALUE;
  const grown = chooseAmong(route, facts, others, (able) =>
    able
      .toSorted((left, right) => windowOf(left) - windowOf(right))
      .map((target) => ({ target, reason: 'large enough, where the targets of the rule are not' })),
  );
  return { ordered: grown.ordered, ruledOut: [...choice.ruledOut, ...grown.ruledOut] };
}

function describe({ ordered, ruledOut }: Choice, all: readonly PricedTarget[], rule: string): CallCandidate[] {
  const mentioned = new Set([...ordered, ...ruledOut].map(({ target }) => target));
  return [
    ...ordered.map(({ target, reason }, index) => candidate(target, index === 0 ? 'chosen' : 'fallback', reason)),
    ...ruledOut.map(({ target, why }) => candidate(target, 'rejected', why.reason)),
    ...all
      .filter((target) => !mentioned.has(target))
      .map((target) => candidate(target, 'rejected', `not among the choices of rule "${rule}"`)),
  ];
}

function candidate(target: PricedTarget, verdict: CallCandidate['verdict'], reason: string): CallCandidate {
  const { modelId: model, expectedCostNanoUsd, expectedLatencyMs } = target;
  return { model, verdict, reason, expectedCostNanoUsd, expectedLatencyMs };
}
