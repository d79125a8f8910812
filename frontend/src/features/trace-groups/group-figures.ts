import { type Figure, withNote } from '../../lib/figures/figure.ts';
import { formatCount } from '../../lib/figures/format-count.ts';
import { formatDuration } from '../../lib/figures/format-duration.ts';
import { formatTokens, hasUsage } from '../../lib/figures/format-tokens.ts';
import { formatPartialMoney } from '../../lib/figures/partial-money.ts';
import { type Simulated, simulatedCostNote, simulatedOf } from '../../lib/figures/simulated.ts';
import type { Group } from './group.ts';

export interface GroupFigures {
  traces: Figure;
  errors: Figure;
  duration: Figure;
  tokens: Figure;
  cost: Figure;
}

/** How much of a session or user nobody ran. */
export function simulatedOfGroup(group: Group): Simulated {
  const { traceCount, simulatedTraceCount, costNanoUsd, simulatedCostNanoUsd } = group;
  return simulatedOf({
    ...{ count: traceCount, simulatedCount: simulatedTraceCount },
    ...{ nanoUsd: costNanoUsd, simulatedNanoUsd: simulatedCostNanoUsd },
  });
}

/** The sums of a session or user with what must be said of them. */
export function figuresOfGroup(group: Group): GroupFigures {
  const { inputTokens, outputTokens, unpricedSpanCount, costNanoUsd } = group;
  const parts = hasUsage(group)
    ? `${formatCount(inputTokens).exact} in, ${formatCount(outputTokens).exact} out.`
    : null;
  const part = group.isComplete ? null : `Of the newest ${formatCount(group.traceCount).exact} traces only.`;
  const of = (figure: Figure, ...notes: (string | null)[]) => [...notes, part].reduce(withNote, figure);
  return {
    traces: of(formatCount(group.traceCount)),
    errors: of(formatCount(group.errorCount)),
    duration: of(formatDuration(group.durationMs), 'Sum over the traces.'),
    tokens: of(formatTokens(group), parts, group.isEstimated ? 'Some are estimates.' : null),
    cost: of(
      formatPartialMoney({
        ...{ nanoUsd: costNanoUsd, unpricedCount: unpricedSpanCount },
        reason: 'Nothing here has a known cost.',
      }),
      costNanoUsd === null ? null : simulatedCostNote(simulatedOfGroup(group)),
    ),
  };
}
