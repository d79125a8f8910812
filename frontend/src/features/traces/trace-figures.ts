import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { type Figure, unknownFigure, withNote } from '../../lib/figures/figure.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { formatMoney } from '../../lib/figures/format-money.ts';
import { formatTokens, hasUsage } from '../../lib/figures/format-tokens.ts';
import { simulatedCostNote, simulatedOfTrace } from '../../lib/figures/simulated.ts';

export interface TraceFigures {
  duration: Figure;
  timeToFirstToken: Figure;
  tokens: Figure;
  cost: Figure;
}

/** The figures of a trace with what must be said of them. */
export function figuresOf(trace: TraceSummary): TraceFigures {
  const { inputTokens, outputTokens, timeToFirstTokenMs } = trace;
  const parts = hasUsage(trace) ? `${formatCount(inputTokens).exact} in, ${formatCount(outputTokens).exact} out` : null;
  return {
    duration: formatDuration(trace.durationMs),
    timeToFirstToken:
      timeToFirstTokenMs === null
        ? unknownFigure('Nothing in this trace was streamed.')
        : formatDuration(timeToFirstTokenMs),
    tokens: withNote(withNote(formatTokens(trace), parts), trace.isEstimated ? 'Some are estimates.' : null),
    cost: withNote(formatMoney(trace.costNanoUsd, unknownCost(trace)), costNote(trace)),
  };
}

function unknownCost({ unpricedSpanCount, models }: TraceSummary): string {
  if (unpricedSpanCount === 0) return 'Nothing in this trace has a cost.';
  return `No price is known for ${models.join(', ') || 'its model'}.`;
}

function costNote(trace: TraceSummary): string | null {
  const { costNanoUsd, unpricedSpanCount } = trace;
  const notes = [
    costNanoUsd !== null && unpricedSpanCount > 0
      ? `Without ${unpricedSpanCount} of its spans, whose price is unknown.`
      : null,
    costNanoUsd === null ? null : simulatedCostNote(simulatedOfTrace(trace)),
  ].filter((note) => note !== null);
  return notes.length > 0 ? notes.join(' ') : null;
}
