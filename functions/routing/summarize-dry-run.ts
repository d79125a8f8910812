import type { DryRunExample, RouteDryRun } from '../../shared/contract/route-dry-run.ts';
import type { SimulatedCall } from './simulate-call.ts';

const maxExamples = 20;

/** What the numbers take for granted. */
export const assumptions = [
  'Each call would have taken the tokens that it took: another model may write more or less, and cache otherwise.',
  'Prices are those of today’s catalogue and overrides, at the time of the call where they depend on it.',
  'Latency is the median of the last 24 hours, by model; what is known of no model counts as unknown.',
  'No circuit is open, no target fails, and conditions on the remaining budget do not hold.',
  'Draws by weight are repeatable: the same call draws the same each time.',
];

/** Adds up what a route would have done. */
export function summarizeDryRun(simulated: readonly SimulatedCall[], isComplete: boolean): RouteDryRun {
  const answered = simulated.filter(({ chosen }) => chosen !== null);
  const times = simulated.map(({ call }) => call.facts.at);
  const compared = compare(answered);
  return {
    callsRead: simulated.length,
    from: times.length === 0 ? null : toTimestamp(Math.min(...times)),
    to: times.length === 0 ? null : toTimestamp(Math.max(...times)),
    wouldHaveChosen: byModel(answered),
    rules: byRule(simulated),
    refused: simulated.length - answered.length,
    compared,
    unpriced: answered.length - compared.calls,
    examples: examplesOf(simulated),
    assumptions,
    isComplete,
  };
}

function toTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Most calls first. The cost is null if that of none is known. */
function byModel(answered: readonly SimulatedCall[]): RouteDryRun['wouldHaveChosen'] {
  const rows = [...Map.groupBy(answered, ({ chosen }) => chosen ?? '')].map(([model, calls]) => {
    const costs = calls.flatMap(({ costNanoUsd }) => costNanoUsd ?? []);
    return { model, calls: calls.length, costNanoUsd: costs.length === 0 ? null : sum(costs) };
  });
  return rows.sort((left, right) => right.calls - left.calls || (left.model < right.model ? -1 : 1));
}

function byRule(simulated: readonly SimulatedCall[]): RouteDryRun['rules'] {
  const rows = [...Map.groupBy(simulated, ({ plan }) => plan.rule)];
  return rows.map(([rule, calls]) => ({ rule, calls: calls.length })).sort((left, right) => right.calls - left.calls);
}

function compare(answered: readonly SimulatedCall[]): RouteDryRun['compared'] {
  const known = answered.flatMap(({ call, costNanoUsd }) => {
    const did = call.cost?.totalNanoUsd ?? null;
    return did === null || costNanoUsd === null ? [] : [{ did, would: costNanoUsd }];
  });
  return {
    calls: known.length,
    didCostNanoUsd: sum(known.map(({ did }) => did)),
    wouldHaveCostNanoUsd: sum(known.map(({ would }) => would)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Calls that would have gone elsewhere say most. */
function examplesOf(simulated: readonly SimulatedCall[]): DryRunExample[] {
  const isMoved = ({ call, chosen }: SimulatedCall) => chosen !== call.answeredBy;
  return [...simulated.filter(isMoved), ...simulated.filter((each) => !isMoved(each))]
    .slice(0, maxExamples)
    .map(toExample);
}

function toExample({ call, plan, chosen, costNanoUsd }: SimulatedCall): DryRunExample {
  const { rule, arm, candidates } = plan;
  const { traceId, askedFor, answeredBy, facts, cost } = call;
  return {
    ...{ traceId, askedFor, answeredBy, rule, arm, candidates },
    at: toTimestamp(facts.at),
    wouldHaveChosen: chosen,
    didCostNanoUsd: cost?.totalNanoUsd ?? null,
    wouldHaveCostNanoUsd: costNanoUsd,
  };
}
