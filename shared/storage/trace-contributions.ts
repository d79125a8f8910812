import { usageBuckets } from '../contract/usage.ts';
import { isCallersError } from '../providers/is-callers-error.ts';
import { isProviderFailure } from '../providers/is-provider-failure.ts';
import { bucketIndex } from '../statistics/ddsketch.ts';
import { toMilliseconds } from '../telemetry/nanos.ts';
import { addWithinBounds } from './add-within-bounds.ts';
import { valueOfSender } from './rollup-values.ts';
import { countsUsage, type SpanFacts } from './trace-fold.ts';
import { promptName } from './trace-name-sets.ts';

/** Additive measures by name; sketch buckets are measures too: `call:57` is bucket 57 of the sketch `call`. */
export type Measures = Record<string, number>;

/** What the spans of a pack add to the rollups, per minute and combination of dimensions. */
export interface Contribution {
  /** Start of the minute, epoch milliseconds. */
  minute: number;
  /** Null for spans that are no model calls. */
  model: string | null;
  provider: string | null;
  key: string | null;
  environment: string | null;
  /** Packs that were stored before these were counted do not have them. */
  release?: string | null;
  /** `name@version` of the managed prompt. */
  prompt?: string | null;
  region?: string | null;
  service?: string | null;
  /** Only of what counts whole traces: their name. */
  name?: string;
  measures: Measures;
}

/** Durations of model calls, times to first token, costs of calls in nano-dollars, and durations of whole traces. */
export const sketchNames = ['call', 'firstToken', 'cost', 'trace'] as const;
export type SketchName = (typeof sketchNames)[number];

type ModelCall = NonNullable<SpanFacts['model']>;

export const millisecondsPerMinute = 60_000;

/** Adds up what spans contribute; `sign` −1 takes back what was counted before. */
export function contributionsOf(spans: Iterable<{ span: SpanFacts; sign: 1 | -1 }>): Contribution[] {
  const rows = new Map<string, Contribution>();
  for (const { span, sign } of spans) {
    const dimensions = {
      minute: Math.floor(toMilliseconds(span.startTimeUnixNano) / millisecondsPerMinute) * millisecondsPerMinute,
      model: span.model?.requestedModel ?? null,
      provider: span.model?.provider ?? null,
      key: span.keyId,
      environment: span.environment,
      release: valueOfSender(span.release),
      prompt: span.model?.prompt === undefined ? null : valueOfSender(promptName(span.model.prompt)),
      region: valueOfSender(span.region ?? null),
      service: valueOfSender(span.service),
    };
    const id = JSON.stringify(Object.values(dimensions));
    const row = rows.get(id) ?? { ...dimensions, measures: {} };
    rows.set(id, row);
    addMeasures(row.measures, measuresOf(span), sign);
  }
  return [...rows.values()].map(withoutZeros).filter((row) => Object.keys(row.measures).length > 0);
}

export function addMeasures(into: Measures, measures: Measures, sign: 1 | -1 = 1): void {
  for (const [name, value] of Object.entries(measures)) {
    into[name] = addWithinBounds(into[name] ?? 0, sign * value);
  }
}

function measuresOf(span: SpanFacts): Measures {
  const measures: Measures = { spanCount: 1, errorCount: span.status === 'error' ? 1 : 0 };
  if (span.parentSpanId === null) measures['rootCount'] = 1;
  if (span.model !== null) addCall(measures, span, span.model);
  addStructured(measures, span);
  addUsage(measures, span);
  return measures;
}

/** `request…` are calls of callers, each one however often it was tried; `call…` are requests to models, each attempt one. */
function addCall(measures: Measures, span: SpanFacts, model: ModelCall): void {
  if (model.isSuperseded !== true) {
    measures['requestCount'] = 1;
    measures['requestErrorCount'] = span.status === 'error' ? 1 : 0;
  }
  // An answer of the cache says nothing about the model, least of all how fast it is.
  const cache = span.decision?.cache;
  if (cache === 'hit' || cache === 'shared') measures['cachedCount'] = 1;
  else addAttempt(measures, span, model);
}

function addAttempt(measures: Measures, span: SpanFacts, { timeToFirstTokenMs }: ModelCall): void {
  measures['callCount'] = 1;
  measures['callErrorCount'] = span.status === 'error' ? 1 : 0;
  if (span.isSimulated) measures['simulatedCallCount'] = 1;
  // Of the errors: a caller's mistake says nothing about the model, and circuits look at these.
  measures['callFailureCount'] = isProviderFailure(span.errorType) ? 1 : 0;
  measures['callerErrorCount'] = span.status === 'error' && isCallersError(span.errorType) ? 1 : 0;
  measures['callRateLimitedCount'] = span.errorType === 'provider_rate_limited' ? 1 : 0;
  measures['callUnsentCount'] = span.errorType === 'provider_circuit_open' ? 1 : 0;
  const waitedMs = waitedForOthers(span);
  measures[`call:${bucketIndex(Math.max(0, span.durationMs - waitedMs))}`] = 1;
  if (timeToFirstTokenMs !== null)
    measures[`firstToken:${bucketIndex(Math.max(0, timeToFirstTokenMs - waitedMs))}`] = 1;
}

/** What passed before the model that answered was asked is the latency of those who failed before it. */
function waitedForOthers({ decision }: SpanFacts): number {
  return decision?.attempts.findLast(({ outcome }) => outcome === 'answered')?.startedAfterMs ?? 0;
}

/** Valid and invalid ones add up to the calls whose answer had to keep to a schema. */
function addStructured(measures: Measures, span: SpanFacts): void {
  const outcome = span.decision?.structuredOutput ?? null;
  if (outcome === null) return;
  measures['structuredValid'] = outcome.isValid ? 1 : 0;
  measures['structuredInvalid'] = outcome.isValid ? 0 : 1;
  measures['structuredRepaired'] = outcome.wasRepaired ? 1 : 0;
}

function addUsage(measures: Measures, span: SpanFacts): void {
  if (!countsUsage(span)) return;
  const cost = span.cost?.totalNanoUsd ?? null;
  measures['costNanoUsd'] = cost ?? 0;
  if (span.isSimulated) measures['simulatedCostNanoUsd'] = cost ?? 0;
  if (span.model !== null && cost !== null) measures[`cost:${bucketIndex(cost)}`] = 1;
  if (span.usage === null) return;
  for (const bucket of [...usageBuckets, 'input', 'output', 'total'] as const) {
    measures[`tokens.${bucket}`] = span.usage[bucket];
  }
  measures['unpricedCount'] = cost === null ? 1 : 0;
  measures['estimatedCount'] = span.usage.basis === 'estimated' ? 1 : 0;
}

export function withoutZeros(row: Contribution): Contribution {
  return { ...row, measures: Object.fromEntries(Object.entries(row.measures).filter(([, value]) => value !== 0)) };
}
