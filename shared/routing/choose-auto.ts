import type { AutoRequirements } from '../contract/auto-requirements.ts';
import type { CallCandidate } from '../contract/call-decision.ts';
import type { Model } from '../contract/models.ts';
import { ruleOutAuto } from './auto-rules.ts';
import type { CallFacts } from './call-facts.ts';
import { expectedCost } from './expected-cost.ts';
import { explainRefusal } from './plan-refusal.ts';
import type { PlanRefusal, RoutedTarget } from './routed-target.ts';

export interface ChooseAutoInput {
  requirements: AutoRequirements;
  /** `needs` as read from the request; those of the requirements are added. */
  facts: CallFacts;
  /** All that the project knows. */
  models: readonly Model[];
  stateOf: (model: Model) => Pick<RoutedTarget, 'isAllowed' | 'expectedLatencyMs' | 'refusal'>;
}

export interface AutoChoice {
  /** Ids of models, the one to try first in front, `maxFallbacks` more at most. */
  order: string[];
  /** Models of connected providers, and why or why not; `omitted` more were looked at. */
  candidates: CallCandidate[];
  omitted: number;
  refusal: PlanRefusal | null;
}

interface AutoCandidate {
  model: Model;
  expectedCostNanoUsd: number | null;
  expectedLatencyMs: number | null;
  target: { modelId: string };
}

/** Further models answer for one that fails; more than these only make a caller wait. */
export const maxFallbacks = 4;
/** The explanation travels in every span. */
export const maxCandidates = 25;

/** Chooses among all models of the connected providers that meet the requirements: the cheapest, or the fastest. */
export function chooseAuto({ requirements, facts, models, stateOf }: ChooseAutoInput): AutoChoice {
  const needs = [...new Set([...facts.needs, ...requirements.needs])];
  const reachable = reachableModels(models, requirements);
  const checked = reachable.map((model) => {
    const state = stateOf(model);
    const expectedCostNanoUsd = expectedCost(model, facts);
    return {
      ...{ model, target: { modelId: model.id }, expectedCostNanoUsd, expectedLatencyMs: state.expectedLatencyMs },
      why: ruleOutAuto(model, state, { requirements, facts: { ...facts, needs } }),
    };
  });
  const able = checked.filter(({ why }) => why === null).toSorted(byPreference(requirements.prefer));
  const order = able.slice(0, maxFallbacks + 1);
  const ruledOut = checked.flatMap(({ why, ...rest }) => (why === null ? [] : [{ ...rest, why }]));
  const candidates = [
    ...order.map((each, index) =>
      toCandidate(each, index === 0 ? 'chosen' : 'fallback', rankReason(requirements, index)),
    ),
    ...able.slice(order.length).map((each) => toCandidate(each, 'rejected', 'able, but others come before it')),
    ...ruledOut.map((each) => toCandidate(each, 'rejected', each.why.reason)),
  ];
  return {
    order: order.map(({ model }) => model.id),
    candidates: candidates.slice(0, maxCandidates),
    omitted: Math.max(0, candidates.length - maxCandidates),
    refusal: explainRefusal({ ordered: order, ruledOut }),
  };
}

/**
 * Simulated models answer only where there is nothing else, or they are asked for: nobody wants a real question simulated.
 * Those that draw answer only where they are named: their text is cheap, and their pictures are not.
 */
function reachableModels(models: readonly Model[], { providers }: AutoRequirements): Model[] {
  const reachable = models.filter(
    ({ isAvailable, kind, provider, outputModalities }) =>
      isAvailable &&
      kind === 'chat' &&
      !outputModalities.includes('image') &&
      (providers === undefined || providers.includes(provider)),
  );
  const real = reachable.filter(({ isSimulated }) => !isSimulated);
  return real.length > 0 ? real : reachable;
}

/** By cost or latency, then the other, then id: the same models give the same order. What is unknown comes last. */
function byPreference(prefer: AutoRequirements['prefer']): (left: AutoCandidate, right: AutoCandidate) => number {
  const costOf = ({ expectedCostNanoUsd }: AutoCandidate) => expectedCostNanoUsd ?? Number.MAX_VALUE;
  const latencyOf = ({ expectedLatencyMs }: AutoCandidate) => expectedLatencyMs ?? Number.MAX_VALUE;
  const [first, second] = prefer === 'cost' ? [costOf, latencyOf] : [latencyOf, costOf];
  return (left, right) =>
    first(left) - first(right) || second(left) - second(right) || (left.model.id < right.model.id ? -1 : 1);
}

function rankReason({ prefer }: AutoRequirements, index: number): string {
  const rank = index === 0 ? 'the lowest' : 'the next lowest';
  return `meets the requirements at ${rank} expected ${prefer}`;
}

function toCandidate(
  { model, expectedCostNanoUsd, expectedLatencyMs }: AutoCandidate,
  verdict: CallCandidate['verdict'],
  reason: string,
): CallCandidate {
  return { model: model.id, verdict, reason, expectedCostNanoUsd, expectedLatencyMs };
}
