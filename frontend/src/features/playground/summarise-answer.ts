import type { Model } from '../../../../shared/contract/models.ts';
import type { TraceSummary } from '../../../../shared/contract/span.ts';
import type { Usage } from '../../../../shared/contract/usage.ts';
import { normalizeUsage } from '../../../../shared/pricing/normalize-usage.ts';
import { priceUsage } from '../../../../shared/pricing/price-usage.ts';
import { type Figure, unknownFigure, withNote } from '../../lib/figures/figure.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { formatMoney } from '../../lib/figures/format-money.ts';
import { formatTokenRate } from '../../lib/figures/format-rate.ts';
import type { ReportedChatUsage } from '../../lib/read-chat-chunk.ts';
import type { Answer } from './answer.ts';

export interface AnswerFigures {
  input: Figure;
  output: Figure;
  cost: Figure;
  timeToFirstToken: Figure;
  rate: Figure;
  duration: Figure;
}

type PricedModel = Pick<Model, 'price' | 'priceTableVersion' | 'isSimulated'>;

/**
 * The figures under an answer. Usage that the provider reported is priced here by the same rules as in the trace; where
 * it reported none, as after a stop, they come from the `trace`, once it is stored.
 */
export function summariseAnswer(answer: Answer, model: PricedModel | null, trace: TraceSummary | null): AnswerFigures {
  const usage = answer.usage === null ? null : normalizeUsage(reportedUsage(answer.usage));
  const firstTokenMs = answer.firstTokenAt === null ? null : answer.firstTokenAt - answer.startedAt;
  return {
    ...(usage ? fromUsage(usage, model, answer) : fromTrace(trace)),
    timeToFirstToken: firstTokenMs === null ? unknownFigure('No token arrived.') : formatDuration(firstTokenMs),
    rate: rateOf(answer, usage?.output ?? trace?.outputTokens ?? null),
    duration:
      answer.endedAt === null
        ? unknownFigure('It is not finished.')
        : formatDuration(answer.endedAt - answer.startedAt),
  };
}

type TokensAndCost = Pick<AnswerFigures, 'input' | 'output' | 'cost'>;

function fromUsage(usage: Usage, model: PricedModel | null, answer: Answer): TokensAndCost {
  const cost = model ? priceUsage({ usage, ...model, at: answer.startedAt }).totalNanoUsd : null;
  return {
    input: withNote(formatCount(usage.input), partOf(usage.cacheRead, 'read from the cache')),
    output: withNote(formatCount(usage.output), partOf(usage.reasoning, 'spent on reasoning')),
    cost: withNote(
      formatMoney(cost, `No price is known for ${answer.model}.`),
      model?.isSimulated ? 'Simulated: nobody is charged.' : null,
    ),
  };
}

const partOf = (tokens: number, what: string) => (tokens === 0 ? null : `${formatCount(tokens).exact} ${what}`);

const notStored = 'The figures come with the trace, in a moment.';

function fromTrace(trace: TraceSummary | null): TokensAndCost {
  if (!trace)
    return { input: unknownFigure(notStored), output: unknownFigure(notStored), cost: unknownFigure(notStored) };
  const note = trace.isEstimated ? 'Estimated: the provider reported no usage.' : null;
  return {
    input: withNote(formatCount(trace.inputTokens), note),
    output: withNote(formatCount(trace.outputTokens), note),
    cost: withNote(formatMoney(trace.costNanoUsd), note),
  };
}

/** Over the time in which tokens arrived: waiting for the first one is no part of the speed. */
function rateOf(answer: Answer, outputTokens: number | null): Figure {
  if (answer.firstTokenAt === null || answer.endedAt === null || outputTokens === null) {
    return unknownFigure('The output was not counted.');
  }
  const seconds = (answer.endedAt - answer.firstTokenAt) / 1000;
  return seconds > 0 ? formatTokenRate(outputTokens / seconds) : unknownFigure('It all arrived at once.');
}

function reportedUsage(usage: ReportedChatUsage): Parameters<typeof normalizeUsage>[0] {
  return definedOnly({
    input: usage.prompt_tokens,
    output: usage.completion_tokens,
    total: usage.total_tokens,
    cacheRead: usage.prompt_tokens_details?.cached_tokens,
    audioInput: usage.prompt_tokens_details?.audio_tokens,
    imageInput: usage.prompt_tokens_details?.image_tokens,
    reasoning: usage.completion_tokens_details?.reasoning_tokens,
    audioOutput: usage.completion_tokens_details?.audio_tokens,
    imageOutput: usage.completion_tokens_details?.image_tokens,
  });
}

function definedOnly(counts: Record<string, number | null | undefined>): Record<string, number> {
  const entries = Object.entries(counts).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return Object.fromEntries(entries);
}
