import type { Model } from '../../../shared/contract/models.ts';
import { isObject, objectsIn } from '../../../shared/json/json-object.ts';
import type { Run } from '../begin-run.ts';
import { type CallAmounts, dearerThanAnyBudget, dearestCost } from './dearest-cost.ts';
import { dearestSummaries } from './dearest-summaries.ts';
import type { Plan } from './plan.ts';

/** Where neither the caller nor the catalogue bounds an answer: more than any model writes today. */
const boundlessOutputTokens = 128_000;
/** What Anthropic says of tools to the model, and charges, is 313 to 530. */
const toolPromptTokens = 550;
/** Of the words that ask a model for JSON which takes no schema; the schema itself is counted with the request. */
const formatPromptTokens = 150;
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
  const input = inputTokens + unseenTokens(run.request);
  const each = plan.targets.map(({ target }) => worstCase(target.model, plan, run, input));
  const costs = each.map(({ costNanoUsd }) => costNanoUsd);
  const dearest = Math.max(...costs.map((cost) => cost ?? 0)) + dearestSummaries(plan, run);
  return {
    tokens: Math.min(Math.max(...each.map(({ tokens }) => tokens)), Number.MAX_SAFE_INTEGER),
    costNanoUsd: costs.includes(null) ? null : Math.min(dearest, dearerThanAnyBudget),
  };
}

/** What is put into the prompt beside what the caller wrote. */
function unseenTokens(request: Run['request']): number {
  const hasTools = [request['tools'], request['functions']].some((tools) => objectsIn(tools).length > 0);
  return (hasTools ? toolPromptTokens : 0) + (isObject(request['response_format']) ? formatPromptTokens : 0);
}

function worstCase({ price, maxOutputTokens }: Model, plan: Plan, run: Run, input: number) {
  const asked = run.operation === 'chat' ? (mostAskedFor(run.request) ?? maxOutputTokens ?? boundlessOutputTokens) : 0;
  const choices = typeof run.request['n'] === 'number' ? Math.max(1, run.request['n']) : 1;
  const tokens = input + asked * choices;
  if (price === null) return { tokens, costNanoUsd: null };
  const dearest = (amounts: CallAmounts) => dearestCost(price, amounts, run);
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
