import { type TraceSummary, traceSummarySchema } from '../contract/span.ts';
import { toMilliseconds } from '../telemetry/nanos.ts';
import type { TraceFold } from './trace-fold.ts';
import { metaKey, traceIndexKeys } from './trace-keys.ts';
import { type NameSets, nameSetFields } from './trace-name-sets.ts';
import { summarize } from './trace-summary.ts';

/**
 * The META item: the fields of the summary, flat, so that filters and streams read them, and beside them what merging
 * the next pack needs. `fold` repeats little: picks hold ranks, the sums are what the summary shows.
 */
export interface TraceMeta {
  projectId: string;
  traceId: string;
  fold: TraceFold;
  /** Grows with every pack; writers that read an older one try again. */
  version: number;
  packCount: number;
  /** Ids of the spans that are not in an IDS item yet, 8 bytes each. */
  recentIds: Uint8Array;
  segmentCount: number;
  /** Epoch seconds. */
  ttl: number;
}

type Item = Record<string, unknown>;

export function toMetaItem(meta: TraceMeta): Item {
  const { projectId, traceId, fold, ...state } = meta;
  const summary = summarize(projectId, traceId, fold);
  const indexKeys = traceIndexKeys({ ...summary, startMilliseconds: toMilliseconds(fold.startTimeUnixNano) });
  const {
    picks,
    routes,
    startTimeUnixNano,
    endTimeUnixNano,
    okCount,
    pricedSpanCount,
    estimatedCount,
    simulatedCount,
  } = fold;
  const ranks = Object.fromEntries(Object.entries(picks).map(([field, pick]) => [field, pick.rank]));
  const counters = { okCount, pricedSpanCount, estimatedCount, simulatedCount };
  return {
    ...metaKey(projectId, traceId),
    ...indexKeys,
    ...summary,
    ...state,
    counters,
    ranks,
    // Beside the summary: they are looked for, not shown.
    routes,
    startTimeUnixNano,
    endTimeUnixNano,
  };
}

export function fromMetaItem(item: Item): TraceMeta {
  const summary = item as unknown as TraceSummary;
  const ranks = item['ranks'] as Record<string, string>;
  const picks = Object.fromEntries(
    Object.entries(ranks).map(([field, rank]) => [field, { rank, value: item[field] as string | number }]),
  );
  const fold: TraceFold = {
    ...(item['counters'] as Pick<TraceFold, 'okCount' | 'pricedSpanCount' | 'estimatedCount' | 'simulatedCount'>),
    spanCount: summary.spanCount,
    errorCount: summary.errorCount,
    inputTokens: summary.inputTokens,
    outputTokens: summary.outputTokens,
    totalTokens: summary.totalTokens,
    costNanoUsd: summary.costNanoUsd ?? 0,
    unpricedSpanCount: summary.unpricedSpanCount,
    startTimeUnixNano: item['startTimeUnixNano'] as string,
    endTimeUnixNano: item['endTimeUnixNano'] as string,
    ...readNameSets(item),
    picks,
  };
  return {
    projectId: summary.projectId,
    traceId: summary.traceId,
    fold,
    version: item['version'] as number,
    packCount: item['packCount'] as number,
    recentIds: item['recentIds'] as Uint8Array,
    segmentCount: item['segmentCount'] as number,
    ttl: item['ttl'] as number,
  };
}

/** Those that an item does not have are newer than it. */
function readNameSets(item: Item): NameSets {
  return Object.fromEntries(nameSetFields.map((field) => [field, item[field] ?? []])) as unknown as NameSets;
}

const summaryFields = Object.keys(traceSummarySchema.shape) as (keyof TraceSummary)[];

/** The summary of a META item, as the API and live updates show it. Only Signalbox writes the item: it is not checked. */
export function summaryOfItem(item: Item): TraceSummary {
  const whole: Item = { release: null, scores: {}, ...item, ...readNameSets(item) };
  return Object.fromEntries(summaryFields.map((field) => [field, whole[field]])) as unknown as TraceSummary;
}
