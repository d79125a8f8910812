import type { Span, TraceSummary } from '../contract/span.ts';
import { compareNanos } from '../telemetry/stored-span.ts';
import { cut } from '../telemetry/to-payload.ts';

/** What a summary takes from one span of the trace. */
export interface SpanFacts
  extends Omit<Span, 'projectId' | 'input' | 'output' | 'attributes' | 'metadata' | 'tags' | 'release'> {
  input: { preview: string } | null;
  output: { preview: string } | null;
}

/** Fields whose value is that of one span, the one with the lowest rank. */
const pickedFields = [
  'name',
  'service',
  'environment',
  'sessionId',
  'userId',
  'inputPreview',
  'outputPreview',
  'timeToFirstTokenMs',
] as const;
type PickedField = (typeof pickedFields)[number];
type Picks = Partial<Record<PickedField, { rank: string; value: string | number }>>;

/**
 * A trace's summary in a form that merges: sums, bounds, sets and picks by rank. Merging is commutative and associative,
 * and a fold is the same in whatever order its spans came.
 */
export interface TraceFold {
  spanCount: number;
  errorCount: number;
  okCount: number;
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  costNanoUsd: number;
  pricedSpanCount: number;
  unpricedSpanCount: number;
  estimatedCount: number;
  simulatedCount: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  models: string[];
  providers: string[];
  picks: Picks;
}

/** The alphabetically first ones are kept, so that the bound does not depend on the order of arrival. */
const maxNames = 50;
const maxNameCharacters = 200;

const sums = [
  'spanCount',
  'errorCount',
  'okCount',
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'costNanoUsd',
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
    errorCount: span.status === 'error' ? 1 : 0,
    okCount: span.status === 'ok' ? 1 : 0,
    ...usageSums(span),
    simulatedCount: span.isSimulated ? 1 : 0,
    startTimeUnixNano: span.startTimeUnixNano,
    endTimeUnixNano: span.endTimeUnixNano,
    models: span.model === null ? [] : [cut(span.model.requestedModel, maxNameCharacters)],
    providers: span.model === null ? [] : [cut(span.model.provider, maxNameCharacters)],
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
    pricedSpanCount: cost === null ? 0 : 1,
    unpricedSpanCount: usage !== null && cost === null ? 1 : 0,
    estimatedCount: usage?.basis === 'estimated' ? 1 : 0,
  };
}

/**
 * The root stands for the trace, else the span that started first. What was asked and answered is the root's too, else
 * that of the first and the last model call.
 */
function picksOf(span: SpanFacts): Picks {
  const isRoot = span.parentSpanId === null;
  const start = padNano(span.startTimeUnixNano);
  const sinceEnd = padNano(String(10n ** 20n - 1n - BigInt(span.endTimeUnixNano)));
  const content = isRoot ? 0 : span.model === null ? 2 : 1;
  const first = `${isRoot ? 0 : 1}${start}${sinceEnd}${span.spanId}`;
  const asked = `${content}${start}${sinceEnd}${span.spanId}`;
  const answered = `${content}${sinceEnd}${span.spanId}`;
  const candidates: [PickedField, string, string | number | null | undefined][] = [
    ['name', first, cut(span.name, maxNameCharacters)],
    ['service', first, cutOrNull(span.service)],
    ['environment', first, cutOrNull(span.environment)],
    ['sessionId', first, cutOrNull(span.sessionId)],
    ['userId', first, cutOrNull(span.userId)],
    ['inputPreview', asked, span.input?.preview],
    ['outputPreview', answered, span.output?.preview],
    ['timeToFirstTokenMs', first, span.model?.timeToFirstTokenMs],
  ];
  const present = candidates.flatMap(([field, rank, value]) =>
    value === null || value === undefined ? [] : [[field, { rank, value }] as const],
  );
  return Object.fromEntries(present);
}

function cutOrNull(text: string | null): string | null {
  return text === null ? null : cut(text, maxNameCharacters);
}

/** Nanoseconds of an unsigned 64-bit number have at most 20 digits. */
function padNano(nano: string): string {
  return nano.padStart(20, '0');
}

export function mergeFolds(a: TraceFold, b: TraceFold): TraceFold {
  const summed = Object.fromEntries(sums.map((field) => [field, a[field] + b[field]])) as Pick<
    TraceFold,
    (typeof sums)[number]
  >;
  return {
    ...summed,
    startTimeUnixNano:
      compareNanos(a.startTimeUnixNano, b.startTimeUnixNano) <= 0 ? a.startTimeUnixNano : b.startTimeUnixNano,
    endTimeUnixNano: compareNanos(a.endTimeUnixNano, b.endTimeUnixNano) >= 0 ? a.endTimeUnixNano : b.endTimeUnixNano,
    models: mergeNames(a.models, b.models),
    providers: mergeNames(a.providers, b.providers),
    picks: mergePicks(a.picks, b.picks),
  };
}

function mergeNames(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort().slice(0, maxNames);
}

function mergePicks(a: Picks, b: Picks): Picks {
  const merged: Picks = { ...a };
  for (const field of pickedFields) {
    const other = b[field];
    const own = a[field];
    if (other !== undefined && (own === undefined || other.rank < own.rank)) merged[field] = other;
  }
  return merged;
}

/** Null for no spans. */
export function foldSpans(spans: Iterable<SpanFacts>): TraceFold | null {
  let fold: TraceFold | null = null;
  for (const span of spans) fold = fold === null ? foldSpan(span) : mergeFolds(fold, foldSpan(span));
  return fold;
}

export function summarize(projectId: string, traceId: string, fold: TraceFold): TraceSummary {
  const { picks } = fold;
  return {
    traceId,
    projectId,
    name: textPick(picks, 'name') ?? '',
    startTime: toTimestamp(fold.startTimeUnixNano),
    endTime: toTimestamp(fold.endTimeUnixNano),
    durationMs: Number(BigInt(fold.endTimeUnixNano) - BigInt(fold.startTimeUnixNano)) / 1e6,
    status: statusOf(fold),
    spanCount: fold.spanCount,
    errorCount: fold.errorCount,
    models: fold.models,
    providers: fold.providers,
    inputTokens: fold.inputTokens,
    outputTokens: fold.outputTokens,
    totalTokens: fold.totalTokens,
    costNanoUsd: fold.pricedSpanCount === 0 ? null : fold.costNanoUsd,
    unpricedSpanCount: fold.unpricedSpanCount,
    isEstimated: fold.estimatedCount > 0,
    isSimulated: fold.simulatedCount > 0,
    timeToFirstTokenMs: (picks.timeToFirstTokenMs?.value ?? null) as number | null,
    service: textPick(picks, 'service'),
    environment: textPick(picks, 'environment'),
    sessionId: textPick(picks, 'sessionId'),
    userId: textPick(picks, 'userId'),
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

export function toTimestamp(nano: string): string {
  return new Date(toMilliseconds(nano)).toISOString();
}

export function toMilliseconds(nano: string): number {
  return Number(BigInt(nano) / 1_000_000n);
}
