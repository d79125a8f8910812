import type { TraceSummary } from '../../../../shared/contract/span.ts';
import { type Figure, unknownFigure, withNote } from '../../lib/figures/figure.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { formatTokens, hasUsage } from '../../lib/figures/format-tokens.ts';
import { formatPartialMoney } from '../../lib/figures/partial-money.ts';
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
    cost: withNote(costOf(trace), trace.costNanoUsd === null ? null : simulatedCostNote(simulatedOfTrace(trace))),
  };
}

function unknownCost({ unpricedSpanCount, models }: TraceSummary): string {
  if (unpricedSpanCount === 0) return 'Nothing in this trace has a cost.';
  return `No price is known for ${models.join(', ') || 'its model'}.`;
}

function costOf(trace: TraceSummary): Figure {
  const { costNanoUsd: nanoUsd, unpricedSpanCount: unpricedCount } = trace;
  return formatPartialMoney({ nanoUsd, unpricedCount, reason: unknownCost(trace) });
}
