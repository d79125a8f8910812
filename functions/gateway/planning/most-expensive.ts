import type { BucketPrices, Model } from '../../../shared/contract/models.ts';
import type { UsageBucket } from '../../../shared/contract/usage.ts';
import { isObject } from '../../../shared/json/json-object.ts';
import { findBucketPrice } from '../../../shared/pricing/find-bucket-price.ts';
import { type BucketAmount, roundToNanoUsd } from '../../../shared/pricing/nano-usd.ts';
import { normalizeUsage } from '../../../shared/pricing/normalize-usage.ts';
import { selectPrice } from '../../../shared/pricing/select-price.ts';
import type { Run } from '../begin-run.ts';
import { maxOutputTokensIn } from './facts-reader.ts';
import type { Plan } from './plan.ts';

/** Where neither the caller nor the catalogue bounds an answer: more than any model writes today. */
const boundlessOutputTokens = 128_000;

/**
 * What a call can use at the most, whichever of its targets answers and however often one has failed before. Input and
 * output are bounded by the dearest price of each: a cache's, or that of a picture.
 */
export function mostExpensive(
  plan: Plan,
  run: Run,
  inputTokens: number,
): { tokens: number; costNanoUsd: number | null } {
  const choices = typeof run.request['n'] === 'number' ? run.request['n'] : 1;
  const each = plan.targets.map(({ target }) => worstCase(target.model, run, inputTokens, choices));
  const costs = each.map(({ costNanoUsd }) => costNanoUsd);
  const dearest = costs.some((cost) => cost === null) ? null : Math.max(...costs.map((cost) => cost ?? 0));
  return {
    tokens: Math.max(...each.map(({ tokens }) => tokens)),
    costNanoUsd: dearest === null ? null : dearest * requestsAtMost(plan, run),
  };
}

/** A repair goes on after all attempts, in a turn of its own; it shows the model its answer, so it counts twice. */
function requestsAtMost({ policy }: Plan, { request }: Run): number {
  const mayRepair = isObject(request['response_format']) && (policy.repairsAlways || policy.repairsInstructed);
  const attempts = Math.max(1, policy.retries.maxAttempts);
  return mayRepair ? attempts * 3 : attempts;
}

function worstCase(model: Model, run: Run, input: number, choices: number) {
  const asked = maxOutputTokensIn(run.request) ?? model.maxOutputTokens ?? boundlessOutputTokens;
  const output = run.operation === 'chat' ? asked * choices : 0;
  return { tokens: input + output, costNanoUsd: dearestCost(model, { input, output }, run.startedAt) };
}

const inputBuckets = ['inputUncached', 'cacheWrite1h'] as const;
const outputBuckets = ['outputText', 'audioOutput', 'imageOutput'] as const;

/** A cost grows with each price, so one pricing at the dearest of each kind does for one of every mixture. */
function dearestCost({ price }: Model, tokens: { input: number; output: number }, at: number): number | null {
  if (price === null) return null;
  const { input, output } = normalizeUsage(tokens);
  const { prices } = selectPrice(price, input, at);
  const amounts: BucketAmount[] = [];
  for (const [sum, buckets] of [
    [input, inputBuckets],
    [output, outputBuckets],
  ] as const) {
    if (sum === 0) continue;
    const usdPerMillion = dearest(prices, buckets);
    if (usdPerMillion === null) return null;
    amounts.push({ bucket: buckets[0], tokens: sum, usdPerMillion });
  }
  return roundToNanoUsd(amounts)?.totalNanoUsd ?? null;
}

/** Null if one of them has none. */
function dearest(prices: BucketPrices, buckets: readonly UsageBucket[]): string | null {
  let most = '0';
  for (const bucket of buckets) {
    const found = findBucketPrice(prices, bucket);
    if (found === null) return null;
    if (Number(found.usdPerMillion) > Number(most)) most = found.usdPerMillion;
  }
  return most;
}
