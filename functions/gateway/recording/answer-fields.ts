import type { Span } from '../../../shared/contract/span.ts';
import { priceUsage } from '../../../shared/pricing/price-usage.ts';
import { toPayload } from '../../../shared/telemetry/to-payload.ts';
import type { Run } from '../begin-run.ts';
import type { AnswerSource } from './answer-source.ts';
import { modelParameters } from './model-parameters.ts';
import { createObservation, type Observation } from './observation.ts';
import { roundMs } from './span-times.ts';
import { type AnswerEnding, usageOfAnswer } from './usage-of-answer.ts';

interface AnswerInput {
  /** What was sent for it. */
  request: Readonly<Record<string, unknown>>;
  ending: AnswerEnding;
  /** Epoch milliseconds: prices depend on it. */
  at: number;
}

/** What a span says about an answer; about a call that came to none, what it asked for. */
export function answerFields(run: Run, answer: AnswerSource | null, input: AnswerInput) {
  const observation = answer?.observation ?? createObservation();
  return {
    model: modelCallOf(run, answer, observation),
    ...(answer === null ? { usage: null, cost: null } : usageAndCost(answer, input, isFree(run))),
    output: outputOf(observation),
    attributes: attributesOf(run, observation),
    isSimulated: answer?.target.model.isSimulated ?? false,
  } satisfies Partial<Span>;
}

/** It was paid for by the call that asked first. */
function isFree({ decision }: Run): boolean {
  return decision.cache === 'hit' || decision.cache === 'shared';
}

function modelCallOf(run: Run, answer: AnswerSource | null, observation: Observation): Span['model'] {
  return {
    operation: run.operation,
    provider: answer?.target.providerId ?? '',
    requestedModel: answer?.target.model.id ?? run.requestedModel,
    answeringModel: observation.answeringModel,
    parameters: modelParameters(run.request, run.settings.capturesContent),
    finishReasons: observation.finishReasons.filter((reason) => reason !== undefined),
    isStreamed: run.isStreamed,
    timeToFirstTokenMs: observation.timeToFirstTokenMs === null ? null : roundMs(observation.timeToFirstTokenMs),
  };
}

function usageAndCost(
  { target, observation }: AnswerSource,
  { request, ending, at }: AnswerInput,
  isCached: boolean,
): Pick<Span, 'usage' | 'cost'> {
  const usage = usageOfAnswer(request, observation, ending);
  if (!usage) return { usage: null, cost: null };
  const { price, priceTableVersion, isSimulated } = target.model;
  if (isCached) return { usage: null, cost: freeCost(priceTableVersion, isSimulated) };
  return { usage, cost: priceUsage({ usage, price, priceTableVersion, isSimulated, at }) };
}

/** What was paid for when it was first asked is not counted twice: neither its tokens nor its cost. */
function freeCost(priceTableVersion: string | null, isSimulated: boolean): Span['cost'] {
  return {
    totalNanoUsd: 0,
    buckets: {},
    source: 'computed',
    priceTableVersion,
    tier: null,
    flags: ['cached', ...(isSimulated ? (['simulated'] as const) : [])],
  };
}

/** The assistant's message; a list of them if several choices were asked for. */
function outputOf({ messages, summary }: Observation): Span['output'] {
  if (messages.length > 0) return toPayload(messages.length === 1 ? messages[0] : messages);
  return summary && toPayload(summary);
}

function attributesOf({ requestId }: Run, { responseId }: Observation): Span['attributes'] {
  return {
    'signalbox.request.id': requestId,
    ...(responseId === null ? {} : { 'gen_ai.response.id': responseId }),
  };
}
