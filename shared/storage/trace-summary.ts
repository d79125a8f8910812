import type { TraceSummary } from '../contract/span.ts';
import { millisecondsBetween, toTimestamp } from '../telemetry/nanos.ts';
import type { TraceFold } from './trace-fold.ts';
import type { PickedField, Picks } from './trace-picks.ts';

/** What a fold says, as the API shows it. */
export function summarize(projectId: string, traceId: string, fold: TraceFold): TraceSummary {
  const { picks } = fold;
  return {
    traceId,
    projectId,
    name: textPick(picks, 'name') ?? '',
    startTime: toTimestamp(fold.startTimeUnixNano),
    endTime: toTimestamp(fold.endTimeUnixNano),
    durationMs: millisecondsBetween(fold.startTimeUnixNano, fold.endTimeUnixNano),
    status: statusOf(fold),
    spanCount: fold.spanCount,
    errorCount: fold.errorCount,
    models: fold.models,
    providers: fold.providers,
    inputTokens: fold.inputTokens,
    outputTokens: fold.outputTokens,
    totalTokens: fold.totalTokens,
    costNanoUsd: fold.pricedSpanCount === 0 ? null : fold.costNanoUsd,
    simulatedCostNanoUsd: fold.simulatedCostNanoUsd,
    unpricedSpanCount: fold.unpricedSpanCount,
    isEstimated: fold.estimatedCount > 0,
    isSimulated: fold.simulatedCount > 0,
    timeToFirstTokenMs: (picks.timeToFirstTokenMs?.value ?? null) as number | null,
    service: textPick(picks, 'service'),
    environment: textPick(picks, 'environment'),
    sessionId: textPick(picks, 'sessionId'),
    userId: textPick(picks, 'userId'),
    release: textPick(picks, 'release'),
    tags: fold.tags,
    keyIds: fold.keyIds,
    types: fold.types,
    errorTypes: fold.errorTypes,
    prompts: fold.prompts,
    metadata: fold.metadata,
    scores: {},
    inputPreview: textPick(picks, 'inputPreview'),
    outputPreview: textPick(picks, 'outputPreview'),
  };
}

/** A trace that holds an error shows as one, wherever in it the error is. */
function statusOf({ errorCount, okCount }: TraceFold): TraceSummary['status'] {
  if (errorCount > 0) return 'error';
  return okCount > 0 ? 'ok' : 'unset';
}

function textPick(picks: Picks, field: PickedField): string | null {
  return (picks[field]?.value ?? null) as string | null;
}
