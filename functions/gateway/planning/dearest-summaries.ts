import type { Run } from '../begin-run.ts';
import { estimateTextTokens } from '../context/estimate-text-tokens.ts';
import { maxSummaryTokens } from '../context/max-summary-tokens.ts';
import { dearestCost } from './dearest-cost.ts';
import type { Plan } from './plan.ts';
import { mayExceed } from './prepare-request.ts';
import { findTarget } from './resolve-model.ts';

/** Of the words around a conversation that is to be summarised. */
const summaryFrameTokens = 100;

/**
 * What a model may take that sums up what does not fit, once for each attempt. Nothing where it has no price: the call's own is
 * held nevertheless, and spent whole where what came of it has none.
 */
export function dearestSummaries({ targets, policy }: Plan, run: Run): number {
  const { context, retries } = policy;
  if (context.policy !== 'summarise' || run.operation !== 'chat') return 0;
  if (!targets.some(({ target }) => mayExceed(run, target))) return 0;
  const summariser = findTarget(run.settings, context.model);
  if (summariser === null) return 0;
  const { price } = summariser.model;
  // It reads everything as text, pictures too.
  const input = estimateTextTokens(JSON.stringify(run.request['messages'])) + summaryFrameTokens;
  const once = price && dearestCost(price, { input, output: maxSummaryTokens }, run);
  return (once ?? 0) * Math.max(1, retries.maxAttempts);
}
