import type { BucketPrices, Model, ModelPrice } from '../../../shared/contract/models.ts';
import type { UsageBucket } from '../../../shared/contract/usage.ts';
import { isObject } from '../../../shared/json/json-object.ts';
import { findBucketPrice } from '../../../shared/pricing/find-bucket-price.ts';
import { type BucketAmount, roundToNanoUsd } from '../../../shared/pricing/nano-usd.ts';
import { schedulesOf } from '../../../shared/pricing/select-price.ts';
import type { Run } from '../begin-run.ts';
import { mediaBucketsOf } from './media-buckets.ts';
import type { Plan } from './plan.ts';

/** Where neither the caller nor the catalogue bounds an answer: more than any model writes today. */
const boundlessOutputTokens = 128_000;
/** What no exact integer holds is more than any budget: nothing that may cost so much is let through. */
const dearerThanAnyBudget = Number.MAX_SAFE_INTEGER;
/** Of the list of faults that a repair shows the model, beside its answer. */
const repairTokens = 2_000;

/**
 * What a call can use at the most, whichever of its targets answers and however often one has failed before. Input and
 * output are bounded by the dearest price of each that this request can meet: a cache's, or that of a picture.
 */
export function mostExpensive(
  plan: Plan,
  run: Run,
  inputTokens: number,
): { tokens: number; costNanoUsd: number | null } {
  const each = plan.targets.map(({ target }) => worstCase(target.model, plan, run, inputTokens));
  const costs = each.map(({ costNanoUsd }) => costNanoUsd);
  return {
    tokens: Math.min(Math.max(...each.map(({ tokens }) => tokens)), Number.MAX_SAFE_INTEGER),
    costNanoUsd: costs.includes(null) ? null : Math.max(...costs.map((cost) => cost ?? 0)),
  };
}

function worstCase({ price, maxOutputTokens }: Model, plan: Plan, run: Run, input: number) {
  const asked = run.operation === 'chat' ? (mostAskedFor(run.request) ?? maxOutputTokens ?? boundlessOutputTokens) : 0;
  const choices = typeof run.request['n'] === 'number' ? Math.max(1, run.request['n']) : 1;
  const tokens = input + asked * choices;
  if (price === null) return { tokens, costNanoUsd: null };
  const dearest = (amounts: Amounts) => dearestCost(price, amounts, run);
  const once = dearest({ input, output: asked * choices });
  const again = mayRepair(plan, run) ? dearest({ input: input + asked + repairTokens, output: asked }) : 0;
  if (once === null || again === null) return { tokens, costNanoUsd: null };
  const attempts = Math.max(1, plan.policy.retries.maxAttempts);
  // A repair goes on after all attempts, in a turn of its own; it shows the model its answer, so it counts twice or more.
  const each = once + (again === 0 ? 0 : Math.max(again, once * 2));
  return { tokens, costNanoUsd: Math.min(each * attempts, dearerThanAnyBudget) };
}

/** The larger, where a request has it under both names: some providers read the one, and some the other. */
function mostAskedFor(request: Run['request']): number | null {
  const asked = [request['max_completion_tokens'], request['max_tokens']].filter((value) => typeof value === 'number');
  return asked.length === 0 ? null : Math.max(...asked);
}

function mayRepair({ policy }: Plan, { request }: Run): boolean {
  return isObject(request['response_format']) && (policy.repairsAlways || policy.repairsInstructed);
}

interface Amounts {
  input: number;
  output: number;
}

const inputBuckets = ['inputUncached', 'cacheRead', 'cacheWrite', 'cacheWrite5m', 'cacheWrite1h'] as const;
const outputBuckets = ['outputText', 'reasoning', 'audioOutput', 'imageOutput'] as const;

/**
 * A cost grows with each price, so one pricing at the dearest of each kind does for one of every mixture. Null if one of them
 * has none.
 */
function dearestCost(price: ModelPrice, { input, output }: Amounts, run: Run): number | null {
  // The input is an estimate from above: a smaller one may be below a tier, where some prices are higher.
  const schedules = schedulesOf(price, input, run.startedAt);
  const amounts: BucketAmount[] = [];
  for (const [tokens, buckets] of [
    [input, [...inputBuckets, ...mediaBucketsOf(run.request)]],
    [output, outputBuckets],
  ] as const) {
    if (tokens === 0) continue;
    const usdPerMillion = dearestPrice(schedules, buckets);
    if (usdPerMillion === null) return null;
    // An amount that is not exact is far beyond all budgets, and one that costs nothing need not be.
    if (!Number.isSafeInteger(tokens)) {
      if (Number(usdPerMillion) > 0) return dearerThanAnyBudget;
      continue;
    }
    amounts.push({ bucket: buckets[0], tokens, usdPerMillion });
  }
  return roundToNanoUsd(amounts)?.totalNanoUsd ?? dearerThanAnyBudget;
}

function dearestPrice(schedules: readonly BucketPrices[], buckets: readonly UsageBucket[]): string | null {
  let most = '0';
  for (const prices of schedules) {
    for (const bucket of buckets) {
      const found = findBucketPrice(prices, bucket);
      if (found === null) return null;
      if (Number(found.usdPerMillion) > Number(most)) most = found.usdPerMillion;
    }
  }
  return most;
}
