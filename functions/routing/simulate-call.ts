import type { Model } from '../../shared/contract/models.ts';
import type { RouteConfig } from '../../shared/contract/route-config.ts';
import { priceUsage } from '../../shared/pricing/price-usage.ts';
import { planRoute, type RoutePlan } from '../../shared/routing/plan-route.ts';
import { stableHash } from '../../shared/routing/stable-hash.ts';
import type { SharedHealth } from '../../shared/routing/target-health.ts';
import type { PastCall } from './call-of-span.ts';

/** What a dry run knows of the project. */
export interface Setting {
  config: RouteConfig;
  findModel: (modelId: string) => Model | null;
  /** By model id. */
  health: ReadonlyMap<string, SharedHealth>;
}

export interface SimulatedCall {
  call: PastCall;
  plan: RoutePlan;
  /** Null where every target is ruled out. */
  chosen: string | null;
  /** For the tokens that the call took; null if they or the price are not known. */
  costNanoUsd: number | null;
}

/** Chooses for a call of the past with the planner that the gateway uses. The same call always draws the same. */
export function simulateCall(call: PastCall, { config, findModel, health }: Setting): SimulatedCall {
  const targets = config.targets.map(({ id, weight, model }) => ({
    ...{ id, weight, modelId: model, model: findModel(model), isAllowed: true },
    expectedLatencyMs: health.get(model)?.latencyMs ?? null,
  }));
  const plan = planRoute({ route: config, facts: call.facts, targets, random: randomOf(call) });
  const chosen = targets.find(({ id }) => id === plan.order[0]);
  const costNanoUsd = chosen?.model ? costOf(call, chosen.model) : null;
  return { call, plan, chosen: chosen?.modelId ?? null, costNanoUsd };
}

function costOf({ usage, facts }: PastCall, model: Model): number | null {
  return usage === null ? null : priceUsage({ ...model, usage, at: facts.at }).totalNanoUsd;
}

function randomOf({ facts, traceId }: PastCall): () => number {
  let drawn = 0;
  return () => stableHash('dry-run', traceId, facts.requestId, String(drawn++));
}
