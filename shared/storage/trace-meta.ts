import { type TraceSummary, traceSummarySchema } from '../contract/span.ts';
import { toMilliseconds } from '../telemetry/nanos.ts';
import { simulatedCostOf } from './simulated-cost.ts';
import {
  hasAnnotations,
  noAnnotations,
  shownTags,
  summarizeScores,
  type TraceAnnotations,
} from './trace-annotations.ts';
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
  /** Null as long as only annotations came. Without it the item has no index keys and no summary: it shows nowhere. */
  fold: TraceFold | null;
  annotations: TraceAnnotations;
  /** Grows with every write; writers that read an older one try again. */
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
  const { projectId, traceId, fold, annotations, ...state } = meta;
  const noted = hasAnnotations(annotations) ? { annotations } : {};
  const head = { ...metaKey(projectId, traceId), projectId, traceId, ...state, ...noted };
  if (fold === null) return head;
  return { ...head, ...toSummaryFields(projectId, traceId, fold), ...toShownAnnotations(fold, annotations) };
}

function toSummaryFields(projectId: string, traceId: string, fold: TraceFold): Item {
  const { simulatedCostNanoUsd, ...summary } = summarize(projectId, traceId, fold);
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
    ...indexKeys,
    ...summary,
    ...(simulatedCostNanoUsd === 0 ? {} : { simulatedCostNanoUsd }),
    counters,
    ranks,
    // Beside the summary: they are looked for, not shown.
    routes,
    startTimeUnixNano,
    endTimeUnixNano,
  };
}

/** `tags` is what is shown and looked for; the fold goes on with those of the spans. */
function toShownAnnotations(fold: TraceFold, annotations: TraceAnnotations): Item {
  if (!hasAnnotations(annotations)) return {};
  return {
    tags: shownTags(fold.tags, annotations),
    spanTags: fold.tags,
    scores: summarizeScores(annotations),
  };
}

/**
 * What stays of a trace that was deleted until its retention ends: its id, so that spans that come late, again, or from the
 * archive are dropped.
 */
export function toTombstone(
  { projectId, traceId, version, ttl }: Pick<TraceMeta, 'projectId' | 'traceId' | 'version' | 'ttl'>,
  deletedAt: number,
): Item {
  return { ...metaKey(projectId, traceId), projectId, traceId, version: version + 1, ttl, deletedAt };
}

export function isTombstone(item: Item): boolean {
  return item['deletedAt'] !== undefined;
}

/** Whether a META item is that of a trace that shows: neither waiting for its first span nor deleted. */
export function isTraceItem(item: Item): boolean {
  return item['spanCount'] !== undefined;
}

export function fromMetaItem(item: Item): TraceMeta {
  return {
    projectId: item['projectId'] as string,
    traceId: item['traceId'] as string,
    fold: isTraceItem(item) ? readFold(item) : null,
    annotations: (item['annotations'] as TraceAnnotations | undefined) ?? noAnnotations,
    version: item['version'] as number,
    packCount: item['packCount'] as number,
    recentIds: item['recentIds'] as Uint8Array,
    segmentCount: item['segmentCount'] as number,
    ttl: item['ttl'] as number,
  };
}

/** When the trace starts, epoch milliseconds; null as long as it shows nowhere. */
export function startOfMeta({ fold }: TraceMeta): number | null {
  return fold === null ? null : toMilliseconds(fold.startTimeUnixNano);
}

/** Of a trace of which nothing is known yet. */
export function emptyMeta(projectId: string, traceId: string): TraceMeta {
  return {
    projectId,
    traceId,
    fold: null,
    annotations: noAnnotations,
    version: 0,
    packCount: 0,
    recentIds: new Uint8Array(),
    segmentCount: 0,
    ttl: 0,
  };
}

function readFold(item: Item): TraceFold {
  const summary = item as unknown as TraceSummary;
  const ranks = item['ranks'] as Record<string, string>;
  const picks = Object.fromEntries(
    Object.entries(ranks).map(([field, rank]) => [field, { rank, value: item[field] as string | number }]),
  );
  return {
    ...(item['counters'] as Pick<TraceFold, 'okCount' | 'pricedSpanCount' | 'estimatedCount' | 'simulatedCount'>),
    spanCount: summary.spanCount,
    errorCount: summary.errorCount,
    inputTokens: summary.inputTokens,
    outputTokens: summary.outputTokens,
    totalTokens: summary.totalTokens,
    costNanoUsd: summary.costNanoUsd ?? 0,
    simulatedCostNanoUsd: simulatedCostOf(summary),
    unpricedSpanCount: summary.unpricedSpanCount,
    startTimeUnixNano: item['startTimeUnixNano'] as string,
    endTimeUnixNano: item['endTimeUnixNano'] as string,
    ...readNameSets(item),
    ...('spanTags' in item ? { tags: item['spanTags'] as string[] } : {}),
    picks,
  };
}

/** Those that an item does not have are newer than it. */
function readNameSets(item: Item): NameSets {
  return Object.fromEntries(nameSetFields.map((field) => [field, item[field] ?? []])) as unknown as NameSets;
}

const summaryFields = Object.keys(traceSummarySchema.shape) as (keyof TraceSummary)[];

/** The summary of a META item, as the API and live updates show it. Only Signalbox writes the item: it is not checked. */
export function summaryOfItem(item: Item): TraceSummary {
  const simulatedCostNanoUsd = simulatedCostOf(item);
  const whole: Item = { release: null, scores: {}, ...item, simulatedCostNanoUsd, ...readNameSets(item) };
  return Object.fromEntries(summaryFields.map((field) => [field, whole[field]])) as unknown as TraceSummary;
}
