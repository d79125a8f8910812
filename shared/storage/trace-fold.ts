import type { Span } from '../contract/span.ts';
import { compareNanos } from '../telemetry/nanos.ts';
import { addWithinBounds } from './add-within-bounds.ts';
import { countsAsError } from './counts-as-error.ts';
import { mergeNameSets, type NameSets, nameSetsOf } from './trace-name-sets.ts';
import { mergePicks, type Picks, picksOf } from './trace-picks.ts';

/** What a summary takes from one span of the trace. */
export interface SpanFacts extends Omit<Span, 'projectId' | 'input' | 'output' | 'attributes' | 'metadata'> {
  input: { preview: string } | null;
  output: { preview: string } | null;
  /** Metadata as `key=value`, cut; what only counts spans needs none. */
  metadataNames?: readonly string[];
}

/**
 * A trace's summary in a form that merges: sums, bounds, sets and picks by rank. Merging is commutative and associative,
 * and a fold is the same in whatever order its spans came.
 */
export interface TraceFold extends NameSets {
  spanCount: number;
  errorCount: number;
  okCount: number;
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  costNanoUsd: number;
  /** The part of it that nobody is charged for. */
  simulatedCostNanoUsd: number;
  pricedSpanCount: number;
  unpricedSpanCount: number;
  estimatedCount: number;
  simulatedCount: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  picks: Picks;
}

const sums = [
  'spanCount',
  'errorCount',
  'okCount',
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'costNanoUsd',
  'simulatedCostNanoUsd',
  'pricedSpanCount',
  'unpricedSpanCount',
  'estimatedCount',
  'simulatedCount',
] as const;

/**
 * Whether the span's usage and cost count. Agents and workflows repeat what the model calls below them report; counting
 * both would double it.
 */
export function countsUsage(span: Pick<SpanFacts, 'type'>): boolean {
  return span.type !== 'agent' && span.type !== 'workflow';
}

export function foldSpan(span: SpanFacts): TraceFold {
  return {
    spanCount: 1,
    errorCount: countsAsError(span) ? 1 : 0,
    okCount: span.status === 'ok' ? 1 : 0,
    ...usageSums(span),
    simulatedCount: span.isSimulated ? 1 : 0,
    startTimeUnixNano: span.startTimeUnixNano,
    endTimeUnixNano: span.endTimeUnixNano,
    ...nameSetsOf(span),
    picks: picksOf(span),
  };
}

function usageSums(span: SpanFacts) {
  const { usage, cost: priced } = countsUsage(span) ? span : { usage: null, cost: null };
  const cost = priced?.totalNanoUsd ?? null;
  return {
    inputTokens: usage?.input ?? 0,
    outputTokens: usage?.output ?? 0,
    totalTokens: usage?.total ?? 0,
    costNanoUsd: cost ?? 0,
    simulatedCostNanoUsd: span.isSimulated ? (cost ?? 0) : 0,
    pricedSpanCount: cost === null ? 0 : 1,
    unpricedSpanCount: usage !== null && cost === null ? 1 : 0,
    estimatedCount: usage?.basis === 'estimated' ? 1 : 0,
  };
}

export function mergeFolds(a: TraceFold, b: TraceFold): TraceFold {
  const summed = Object.fromEntries(sums.map((field) => [field, addWithinBounds(a[field], b[field])])) as Pick<
    TraceFold,
    (typeof sums)[number]
  >;
  return {
    ...summed,
    startTimeUnixNano:
      compareNanos(a.startTimeUnixNano, b.startTimeUnixNano) <= 0 ? a.startTimeUnixNano : b.startTimeUnixNano,
    endTimeUnixNano: compareNanos(a.endTimeUnixNano, b.endTimeUnixNano) >= 0 ? a.endTimeUnixNano : b.endTimeUnixNano,
    ...mergeNameSets(a, b),
    picks: mergePicks(a.picks, b.picks),
  };
}

/** Null for no spans. */
export function foldSpans(spans: Iterable<SpanFacts>): TraceFold | null {
  let fold: TraceFold | null = null;
  for (const span of spans) fold = fold === null ? foldSpan(span) : mergeFolds(fold, foldSpan(span));
  return fold;
}
