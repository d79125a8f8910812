import type { Model } from '../../../shared/contract/models.ts';
import { isObject } from '../../../shared/json/json-object.ts';
import { normalizeUsage } from '../../../shared/pricing/normalize-usage.ts';
import { priceUsage } from '../../../shared/pricing/price-usage.ts';
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
  const { price, priceTableVersion, isSimulated } = model;
  const priceOf = (usage: Parameters<typeof normalizeUsage>[0]) =>
    priceUsage({ usage: normalizeUsage(usage), price, priceTableVersion, isSimulated, at: run.startedAt }).totalNanoUsd;
  const inputs = [{}, { cacheWrite: input, cacheWrite1h: input }];
  const outputs = [{}, { audioOutput: output }, { imageOutput: output }];
  const costs = inputs.flatMap((read) => outputs.map((written) => priceOf({ input, output, ...read, ...written })));
  const isPriced = costs.every((cost) => cost !== null);
  return { tokens: input + output, costNanoUsd: isPriced ? Math.max(...costs) : null };
}
